package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Request;
import io.zklocked.spi.ThreadHolds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the calling thread holds in one runtime. Confined to that thread. It makes no list for one
 * lock, which it nearly always is.
 */
final class HeldNow implements Consumer<Function<String, @Nullable Object>> {

  private final Object runtime;
  private @Nullable Request innermost;
  private @Nullable List<Request> all;

  private HeldNow(Object runtime) {
    this.runtime = runtime;
  }

  static HeldNow in(Object runtime) {
    HeldNow held = new HeldNow(runtime);
    ThreadHolds.forEach(held);
    return held;
  }

  @Override
  public void accept(Function<String, @Nullable Object> view) {
    if (view instanceof HeldRequest hold) {
      Request request = hold.heldIn(runtime);
      if (request != null) {
        add(request);
      }
    }
  }

  private void add(Request request) {
    if (innermost == null) {
      innermost = request;
      return;
    }
    if (all == null) {
      all = new ArrayList<>();
      all.add(innermost);
    }
    all.add(request);
  }

  /** The one lock that is held; null if there is none, or several. */
  @Nullable Request only() {
    return all == null ? innermost : null;
  }

  /** All of them, innermost first. */
  List<Request> all() {
    return all != null ? all : innermost == null ? List.of() : List.of(innermost);
  }
}
