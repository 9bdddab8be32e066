package io.zklocked.runtime.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the rules of a file, line by line. Confined to one thread. */
final class RuleLines {

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final String name;
  private final List<MethodRule> methods = new ArrayList<>();
  private final List<AnnotationRule> annotations = new ArrayList<>();
  private final List<LockSetting> settings = new ArrayList<>();
  private final Map<String, Integer> said = new HashMap<>();
  private int number;

  RuleLines(String name) {
    this.name = name;
  }

  void add(String line) {
    number++;
    boolean isMarked = number == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
    RuleText text = new RuleText(isMarked ? line.substring(1) : line, number);
    text.skipSpace();
    if (text.isAtEnd()) {
      return;
    }
    RuleParser parser = new RuleParser(text, new RulePlace(name, number));
    int start = text.offset();
    Object rule = parser.parse();
    if (rule instanceof MethodRule method) {
      methods.add(method);
      once(text, start, method + " " + method.lock());
    } else if (rule instanceof AnnotationRule annotation) {
      annotations.add(annotation);
      once(text, start, annotation + " " + annotation.lock());
    } else {
      LockSetting setting = (LockSetting) rule;
      settings.add(setting);
      once(text, start, setting.toString());
    }
  }

  private void once(RuleText text, int start, String rule) {
    Integer before = said.putIfAbsent(rule, number);
    if (before != null) {
      throw text.wrong(start, "line " + before + " says this already", "remove one of them");
    }
  }

  RulesFile file(String path) {
    return new RulesFile(path, methods, annotations, settings);
  }
}
