package io.zklocked.agent.report;

import io.zklocked.agent.link.MethodWatch;
import io.zklocked.agent.rule.RuleLedger;
import io.zklocked.agent.weave.MethodFate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the agent has met, as long as the loaders of the classes live. Thread-safe: guarded by
 * {@code this}, and nothing foreign runs under it.
 */
public final class WeaveReport implements MethodWatch {

  private final Map<ClassLoader, Map<String, MetClass>> classes = new WeakHashMap<>();
  private final RuleLedger rules;
  private final boolean countsCalls;
  private long changes;

  /**
   * An empty report.
   *
   * @param rules is told which methods are called
   * @param countsCalls whether calls are counted, which costs each of them some nanoseconds
   */
  public WeaveReport(RuleLedger rules, boolean countsCalls) {
    this.rules = rules;
    this.countsCalls = countsCalls;
  }

  /**
   * A class was woven.
   *
   * @param loader its loader
   * @param name as in the source
   * @param fates what became of its methods
   */
  public synchronized void woven(ClassLoader loader, String name, List<MethodFate> fates) {
    if (!fates.isEmpty()) {
      met(loader, name).woven(fates);
    }
  }

  /**
   * A class could not be woven.
   *
   * @param loader its loader
   * @param name as in the source
   * @param isLoaded whether it is loaded all the same, so that it RUNS WITHOUT LOCKS
   * @param reason why
   */
  public synchronized void failed(
      ClassLoader loader, String name, boolean isLoaded, String reason) {
    met(loader, name).failed(new MetClass.Failure(isLoaded, reason));
  }

  private MetClass met(ClassLoader loader, String name) {
    changes++;
    // Without lambdas, which would be the first of many a program.
    Map<String, MetClass> names = classes.get(loader);
    if (names == null) {
      names = new HashMap<>();
      classes.put(loader, names);
    }
    MetClass met = names.get(name);
    if (met == null) {
      met = new MetClass();
      names.put(name, met);
    }
    return met;
  }

  @Override
  public void linked(Class<?> owner, String name, String descriptor) {
    rules.ran(RuleLedger.method(owner.getName(), name, descriptor));
  }

  @Override
  public synchronized @Nullable LongAdder calls(Class<?> owner, String name, String descriptor) {
    MetMethod method = countsCalls ? find(owner, name, descriptor) : null;
    return method == null ? null : method.calls();
  }

  @Override
  public synchronized void unlinked(
      Class<?> owner, String name, String descriptor, boolean fails, String reason) {
    MetMethod method = find(owner, name, descriptor);
    if (method != null) {
      MethodFate.State state = fails ? MethodFate.State.REFUSED : MethodFate.State.UNLOCKED;
      met(owner.getClassLoader(), owner.getName()).changed(method.fate().as(state, reason));
    }
  }

  private @Nullable MetMethod find(Class<?> owner, String name, String descriptor) {
    MetClass met = classes.getOrDefault(owner.getClassLoader(), Map.of()).get(owner.getName());
    return met == null ? null : met.method(name, descriptor);
  }

  /** Grows with whatever there is to report. */
  synchronized long changes() {
    long all = changes;
    for (Map<String, MetClass> names : classes.values()) {
      for (MetClass met : names.values()) {
        for (MetMethod method : met.methods().values()) {
          all += method.calls().sum();
        }
      }
    }
    return all;
  }

  /** All that there is, by the names of the classes. */
  synchronized List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<ClassLoader, Map<String, MetClass>> of : classes.entrySet()) {
      Loader loader = Loader.of(of.getKey());
      for (Map.Entry<String, MetClass> met : of.getValue().entrySet()) {
        entries.add(
            new Entry(
                met.getKey(),
                loader,
                met.getValue().failure(),
                List.copyOf(met.getValue().methods().values())));
      }
    }
    Collections.sort(entries);
    return entries;
  }

  /** A class, as it is known at one moment. */
  record Entry(
      String name, Loader loader, MetClass.@Nullable Failure failure, List<MetMethod> methods)
      implements Comparable<Entry> {

    @Override
    public int compareTo(Entry other) {
      return name.compareTo(other.name);
    }
  }

  /** A loader, for people; two of the same class differ by their identity. */
  record Loader(@Nullable String name, String type, String identity) {

    static Loader of(ClassLoader loader) {
      return new Loader(
          loader.getName(),
          loader.getClass().getName(),
          Integer.toHexString(System.identityHashCode(loader)));
    }
  }
}
