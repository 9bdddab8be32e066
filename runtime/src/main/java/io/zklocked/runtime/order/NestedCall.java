package io.zklocked.runtime.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that wanted a lock while another held one. Immutable.
 *
 * @param held for whom the first lock was held: the name of a method, or {@link
 *     io.zklocked.runtime.engine.Request#BY_HAND}
 * @param wanted who wanted the second: the name of a method, or a place in the source
 * @param thread the name of the thread
 * @param stack where, innermost first; empty if it was not kept
 * @param process which other process it was; null for this one
 */
record NestedCall(
    String held,
    String wanted,
    String thread,
    List<StackTraceElement> stack,
    @Nullable String process) {

  /** What can be printed like the stack of a failure. */
  Throwable trace(String message, @Nullable Throwable cause) {
    Throwable trace = new Throwable(message, cause);
    trace.setStackTrace(stack.toArray(new StackTraceElement[0]));
    return trace;
  }
}
