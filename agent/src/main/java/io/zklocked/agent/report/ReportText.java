package io.zklocked.agent.report;

import io.zklocked.agent.weave.MethodFate;
import io.zklocked.runtime.metrics.LockFigures;
import io.zklocked.runtime.observe.Observations;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A report as text: the file's JSON, and the one line of the log. Immutable. */
final class ReportText {

  private final List<WeaveReport.Entry> entries;
  private final String ensemble;
  private final @Nullable Observations observations;

  /**
   * A report as it stands now.
   *
   * @param ensemble where the locks lie, or that there are none
   * @param observations what would have been waited for, where nothing is locked; or null
   */
  ReportText(WeaveReport report, String ensemble, @Nullable Observations observations) {
    this.observations = observations;
    this.entries = report.entries();
    this.ensemble = ensemble;
  }

  /** Whether nothing was met that is to be locked. */
  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** One line: how many methods are locked, and how many are not. */
  String line() {
    StringBuilder line = new StringBuilder();
    line.append(observations == null ? "methods locked: " : "methods observed, NOT LOCKED: ");
    line.append(count(MethodFate.State.LOCKED));
    append(line, "; methods refused, which throw: ", count(MethodFate.State.REFUSED));
    append(line, "; methods that RUN WITHOUT LOCKS: ", count(MethodFate.State.UNLOCKED));
    int unloaded = 0;
    int loaded = 0;
    for (WeaveReport.Entry entry : entries) {
      if (entry.failure() != null) {
        loaded += entry.failure().isLoaded() ? 1 : 0;
        unloaded += entry.failure().isLoaded() ? 0 : 1;
      }
    }
    append(line, "; classes that were not loaded: ", unloaded);
    append(line, "; classes that RUN WITHOUT LOCKS: ", loaded);
    return line.toString();
  }

  private static void append(StringBuilder line, String what, long count) {
    if (count > 0) {
      line.append(what).append(count);
    }
  }

  /** The file. */
  String json(Instant written, Map<String, LockFigures> figures) {
    JsonText json = new JsonText().object();
    json.name("written").value(written.toString());
    json.name("process").value(ProcessHandle.current().pid());
    json.name("ensemble").value(ensemble);
    json.name("classes").value(entries.size());
    json.name(observations == null ? "locked" : "methodsObserved")
        .value(count(MethodFate.State.LOCKED));
    json.name("refused").value(count(MethodFate.State.REFUSED));
    json.name("runsUnlocked").value(count(MethodFate.State.UNLOCKED));
    json.name("methods").array();
    for (WeaveReport.Entry entry : entries) {
      for (MetMethod method : entry.methods()) {
        write(json, entry, method);
      }
    }
    json.endArray();
    json.name("notWoven").array();
    for (WeaveReport.Entry entry : entries) {
      writeFailure(json, entry);
    }
    json.endArray();
    json.name("templates").object();
    new TreeMap<>(figures).forEach((template, one) -> write(json.name(template), one));
    json.endObject();
    writeObserved(json);
    return json.endObject().toString() + "\n";
  }

  private void write(JsonText json, WeaveReport.Entry entry, MetMethod method) {
    MethodFate fate = method.fate();
    json.object();
    json.name("class").value(entry.name());
    writeLoader(json, entry.loader());
    json.name("method").value(fate.name());
    json.name("descriptor").value(fate.descriptor());
    json.name("locks").array();
    for (MethodFate.Lock lock : fate.locks()) {
      json.object();
      json.name("template").value(lock.template());
      json.name("mode").value(lock.mode());
      json.name("origin").value(lock.origin());
      json.endObject();
    }
    json.endArray();
    json.name("state").value(text(fate.state()));
    if (fate.reason() != null) {
      json.name("reason").value(fate.reason());
    }
    json.name("calls").value(method.calls().sum());
    json.endObject();
  }

  private void writeObserved(JsonText json) {
    if (observations == null) {
      return;
    }
    json.name("observed").object();
    observations
        .templates()
        .forEach(
            (template, seen) -> {
              json.name(template).object();
              json.name("calls").value(seen.calls());
              json.name("wouldHaveWaited").value(seen.waits());
              json.name("wouldHaveBeenRefused").value(seen.refusals());
              json.name("longestWaitMillis").value(seen.longestWait().toMillis());
              json.name("allWaitsMillis").value(seen.allWaits().toMillis());
              json.name("mostAtOnce").value(seen.mostAtOnce());
              json.endObject();
            });
    json.endObject().name("notLockable").object();
    observations.problems().forEach((method, count) -> json.name(method).value(count));
    json.endObject();
  }

  private static void writeFailure(JsonText json, WeaveReport.Entry entry) {
    MetClass.Failure failure = entry.failure();
    if (failure == null) {
      return;
    }
    json.object();
    json.name("class").value(entry.name());
    writeLoader(json, entry.loader());
    json.name("state").value(failure.isLoaded() ? "runs unlocked" : "not loaded");
    json.name("reason").value(failure.reason());
    json.endObject();
  }

  private static void writeLoader(JsonText json, WeaveReport.Loader loader) {
    json.name("loader").object();
    json.name("name").value(loader.name());
    json.name("class").value(loader.type());
    json.name("identity").value(loader.identity());
    json.endObject();
  }

  private static void write(JsonText json, LockFigures figures) {
    json.object();
    new TreeMap<>(figures.getAcquisitions())
        .forEach((outcome, count) -> json.name(outcome).value(count));
    json.name("lost").value(figures.getLost().values().stream().mapToLong(one -> one).sum());
    json.endObject();
  }

  private long count(MethodFate.State state) {
    long count = 0;
    for (WeaveReport.Entry entry : entries) {
      for (MetMethod method : entry.methods()) {
        count += method.fate().state() == state ? 1 : 0;
      }
    }
    return count;
  }

  private String text(MethodFate.State state) {
    if (observations != null && state == MethodFate.State.LOCKED) {
      return "observed";
    }
    return state == MethodFate.State.UNLOCKED
        ? "runs unlocked"
        : state.name().toLowerCase(Locale.ROOT);
  }
}
