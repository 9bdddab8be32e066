package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The calls that are nested in one another, one for each pair of methods, with the stack of its
 * first time. Thread-safe; a stack is walked under no lock.
 */
final class NestedCalls {

  private static final int MOST_CALLS = 1_000;
  private static final int DEEPEST_STACK = 64;

  private static final StackWalker WALKER = StackWalker.getInstance();

  private final Map<Order, NestedCall> calls = new ConcurrentHashMap<>();
  private final Set<String> entrances;

  /**
   * Knows nothing yet.
   *
   * @param entrances the names of the classes by which an application comes to a lock; no stack
   *     begins with them
   */
  NestedCalls(Set<String> entrances) {
    Set<String> names = new HashSet<>(entrances);
    names.add(NestedCalls.class.getName());
    names.add(LockOrder.class.getName());
    names.add(NewOrders.class.getName());
    this.entrances = Set.copyOf(names);
  }

  /** The call of that method, as it was seen first; now, if it is new. */
  NestedCall first(String held, String wanted) {
    String method = wanted.equals(Request.BY_HAND) ? place() : wanted;
    Order methods = new Order(held, method);
    NestedCall known = calls.get(methods);
    if (known != null) {
      return known;
    }
    if (calls.size() >= MOST_CALLS) {
      return new NestedCall(held, method, Thread.currentThread().getName(), List.of(), null);
    }
    NestedCall call = now(held, method);
    NestedCall other = calls.putIfAbsent(methods, call);
    return other == null ? call : other;
  }

  /** The call that is being made, with the stack of now. */
  NestedCall now(String held, String wanted) {
    return new NestedCall(
        held,
        wanted,
        Thread.currentThread().getName(),
        WALKER.walk(
            frames ->
                outside(frames)
                    .limit(DEEPEST_STACK)
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .toList()),
        null);
  }

  /** Where the application asks for the lock, in the place of the name of a method. */
  private String place() {
    return WALKER.walk(
        frames -> outside(frames).findFirst().map(NestedCalls::place).orElse(Request.BY_HAND));
  }

  private static String place(StackWalker.StackFrame frame) {
    String type = frame.getClassName();
    return "%s#%s (%s:%d)"
        .formatted(
            type.substring(type.lastIndexOf('.') + 1),
            frame.getMethodName(),
            frame.getFileName(),
            frame.getLineNumber());
  }

  private Stream<StackWalker.StackFrame> outside(Stream<StackWalker.StackFrame> frames) {
    return frames.dropWhile(frame -> entrances.contains(frame.getClassName()));
  }
}
