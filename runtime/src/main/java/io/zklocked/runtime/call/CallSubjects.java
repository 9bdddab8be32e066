package io.zklocked.runtime.call;

import io.zklocked.runtime.key.KeyTemplate;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the keys of one method need of a call, for callers that have all of it. Immutable. */
final class CallSubjects {

  private final String method;
  private final int[] positions;

  /**
   * Of a method.
   *
   * @param positions those of parameters, and {@link KeyTemplate#THIS}
   */
  CallSubjects(String method, List<Integer> positions) {
    this.method = method;
    this.positions = new int[positions.size()];
    for (int i = 0; i < this.positions.length; i++) {
      this.positions[i] = positions.get(i);
    }
  }

  /** Whether the object of the call is among them. */
  boolean hasObject() {
    for (int position : positions) {
      if (position == KeyTemplate.THIS) {
        return true;
      }
    }
    return false;
  }

  /** A handle that takes them in an array instead. */
  MethodHandle spread(MethodHandle handle) {
    return handle.asType(handle.type().generic()).asSpreader(Object[].class, positions.length);
  }

  /** Calls such a handle for one call, with its object and all of its arguments. */
  Object evaluate(MethodHandle spread, @Nullable Object self, @Nullable Object[] arguments) {
    @Nullable Object[] values = new @Nullable Object[positions.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = positions[i] == KeyTemplate.THIS ? self : arguments[positions[i]];
    }
    try {
      return (Object) spread.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("entering " + method + " failed", e);
    }
  }
}
