package io.zklocked.runtime.order;

import io.zklocked.LockOrderException;
import io.zklocked.runtime.engine.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells of orders that can end in a deadlock: once by a warning, or each time by a failure. */
final class Reports {

  private static final int MOST_REPORTS = 1_000;

  private final @Nullable BiConsumer<String, Throwable> warning;
  private final Set<Set<String>> told = ConcurrentHashMap.newKeySet();

  /** Those of the kinds of which no two keys need to be compared any more. */
  private final Set<String> toldKinds = ConcurrentHashMap.newKeySet();

  /**
   * Nothing was told yet.
   *
   * @param warning who is warned; null if calls fail
   */
  Reports(@Nullable BiConsumer<String, Throwable> warning) {
    this.warning = warning;
  }

  boolean areFailures() {
    return warning == null;
  }

  /** Whether nothing more will be told of keys of a kind. */
  boolean areOver(String kind) {
    return !toldKinds.isEmpty() && toldKinds.contains(kind);
  }

  /**
   * Warns of a circle, unless that was done for these locks, or for some of them.
   *
   * @param now the call that closes it; null if it is over
   */
  void warn(List<Witness> circle, @Nullable NestedCall now) {
    if (warning != null && isNew(about(circle))) {
      String kind = circle.get(0).kind();
      if (!kind.isEmpty() && !kind.equals(Request.BY_HAND)) {
        toldKinds.add(kind);
      }
      Disorder disorder = new Disorder(circle, now);
      warning.accept("order-check: " + disorder.message(), disorder.stacks());
    }
  }

  private boolean isNew(Set<String> about) {
    for (Set<String> before : told) {
      if (about.containsAll(before)) {
        return false;
      }
    }
    return told.size() < MOST_REPORTS && told.add(about);
  }

  /** What is told once: the locks, or by hand, where each call has others, the places. */
  private static Set<String> about(List<Witness> circle) {
    String kind = circle.get(0).kind();
    if (kind.isEmpty()) {
      return circle.stream().map(witness -> witness.order().wanted()).collect(Collectors.toSet());
    }
    return kind.equals(Request.BY_HAND)
        ? circle.stream().map(witness -> witness.call().wanted()).collect(Collectors.toSet())
        : Set.of(kind);
  }

  /** What is thrown to the call that closes a circle. */
  LockOrderException failure(List<Witness> circle, NestedCall now, Request wanted) {
    Disorder disorder = new Disorder(circle, now);
    Map<String, Object> facts = new HashMap<>();
    facts.put(
        "message",
        "Lock '%s' is refused (order-check=fail): %s The body did not run."
            .formatted(wanted.resource(), disorder.message()));
    facts.put("resource", wanted.resource());
    facts.put("path", wanted.path());
    Throwable before = disorder.before();
    if (before != null) {
      facts.put("cause", before);
    }
    return LockOrderException.of(facts);
  }
}
