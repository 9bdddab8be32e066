package io.zklocked.runtime.observe;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * All that was observed. Thread-safe. After {@value #MOST} templates, all further ones count as
 * one.
 */
public final class Observations {

  private static final int MOST = 1_000;
  private static final String OTHERS = "(others)";

  private final ConcurrentMap<String, ObservedTemplate> templates = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> problems = new ConcurrentHashMap<>();
  private final Consumer<String> log;

  /**
   * Nothing was observed yet.
   *
   * @param log hears of what would have been waited for, of each template once a minute at most,
   *     and of each call that could not have been locked, once
   */
  public Observations(Consumer<String> log) {
    this.log = log;
  }

  ObservedTemplate template(String label) {
    ObservedTemplate known = templates.get(label);
    if (known == null) {
      String counted = templates.size() < MOST ? label : OTHERS;
      known = templates.computeIfAbsent(counted, any -> new ObservedTemplate());
    }
    return known;
  }

  void tell(String sentence) {
    log.accept(sentence);
  }

  /**
   * A call could not have been locked, and ran all the same.
   *
   * @param problem why; the first of each method is told
   * @param method which
   */
  public void failed(String method, String problem) {
    LongAdder known = problems.get(method);
    if (known == null && problems.size() < MOST) {
      known = problems.computeIfAbsent(method, any -> new LongAdder());
      log.accept(method + " could not be locked: " + problem);
    }
    if (known != null) {
      known.increment();
    }
  }

  /**
   * What was observed so far.
   *
   * @return by template
   */
  public Map<String, ObservedTemplate> templates() {
    return new TreeMap<>(templates);
  }

  /**
   * How many calls could not have been locked.
   *
   * @return by method
   */
  public Map<String, Long> problems() {
    Map<String, Long> counts = new TreeMap<>();
    problems.forEach((method, count) -> counts.put(method, count.sum()));
    return counts;
  }

  /** Tells the log all of it: for the end. */
  public void summarize() {
    templates().forEach((template, seen) -> log.accept("'" + template + "': " + seen));
    problems()
        .forEach(
            (method, count) -> log.accept(method + ": " + count + " calls could not be locked"));
    log.accept("NOTHING WAS LOCKED in this JVM (observe=on)");
  }
}
