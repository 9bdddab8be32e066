package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Request;
import org.jspecify.annotations.Nullable;

/** A hold of a thread, as far as its order is concerned. */
public interface HeldRequest {

  /**
   * What is held.
   *
   * @param runtime whose locks count
   * @return the request that was granted; null if the hold is closed, or of another runtime
   */
  @Nullable Request heldIn(Object runtime);
}
