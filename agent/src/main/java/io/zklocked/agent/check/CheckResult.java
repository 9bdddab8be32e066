package io.zklocked.agent.check;

import io.zklocked.agent.report.JsonText;
import io.zklocked.agent.weave.MethodFate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What was found on a class path, as it grows. Confined to one thread. */
final class CheckResult {

  private final List<LockedMethod> locked = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> unsure = new ArrayList<>();
  private int classes;

  /**
   * A method that would be locked.
   *
   * @param place where its class is
   * @param type its class
   * @param fate what becomes of it
   */
  record LockedMethod(String place, String type, MethodFate fate) {}

  /**
   * Something that is wrong.
   *
   * @param place where its class or its rule is
   * @param type its class; empty for a rule
   * @param sentence what is wrong and what to do
   */
  record Finding(String place, String type, String sentence) {}

  void counted() {
    classes++;
  }

  int classes() {
    return classes;
  }

  void locked(String place, String type, MethodFate fate) {
    locked.add(new LockedMethod(place, type, fate));
  }

  void found(String place, String type, String sentence) {
    findings.add(new Finding(place, type, sentence));
  }

  /** What cannot be told, and is not wrong for that. */
  void unsure(String sentence) {
    unsure.add(sentence);
  }

  List<Finding> findings() {
    return findings;
  }

  /** For people: a line for each method that would be locked, then one for each finding. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (LockedMethod method : locked) {
      text.append("locked   ").append(method.fate().shown()).append("  ");
      text.append(
          method.fate().locks().stream().map(CheckResult::text).collect(Collectors.joining("; ")));
      text.append('\n');
    }
    for (String sentence : unsure) {
      text.append("unsure   ").append(sentence).append('\n');
    }
    for (Finding finding : findings) {
      text.append("WRONG    ").append(finding.sentence()).append('\n');
      if (!finding.type().isEmpty()) {
        text.append("         in ").append(finding.place()).append('\n');
      }
    }
    text.append(classes).append(" classes, ").append(locked.size()).append(" methods locked, ");
    return text.append(findings.size()).append(" wrong\n").toString();
  }

  private static String text(MethodFate.Lock lock) {
    return "\"" + lock.template() + "\" " + lock.mode() + " (" + lock.origin() + ")";
  }

  /** For programs. */
  String json() {
    JsonText json = new JsonText().object();
    json.name("classes").value(classes);
    json.name("locked").array();
    for (LockedMethod method : locked) {
      json.object();
      json.name("place").value(method.place());
      json.name("class").value(method.type());
      json.name("method").value(method.fate().name());
      json.name("descriptor").value(method.fate().descriptor());
      json.name("locks").array();
      for (MethodFate.Lock lock : method.fate().locks()) {
        json.object();
        json.name("template").value(lock.template());
        json.name("mode").value(lock.mode());
        json.name("origin").value(lock.origin());
        json.endObject();
      }
      json.endArray().endObject();
    }
    json.endArray().name("wrong").array();
    for (Finding finding : findings) {
      json.object();
      json.name("place").value(finding.place());
      json.name("class").value(finding.type());
      json.name("sentence").value(finding.sentence());
      json.endObject();
    }
    json.endArray().name("unsure").array();
    for (String sentence : unsure) {
      json.value(sentence);
    }
    return json.endArray().endObject().toString() + "\n";
  }
}
