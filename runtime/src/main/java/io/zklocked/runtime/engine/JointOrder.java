package io.zklocked.runtime.engine;

import io.zklocked.LockMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Knows in which order several locks are acquired: the same for everybody. Stateless. */
final class JointOrder {

  private JointOrder() {}

  /** One request for each path, by the bytes of the path. */
  static List<Request> of(List<Request> requests) {
    if (requests.isEmpty()) {
      throw new IllegalArgumentException("no locks to acquire");
    }
    TreeMap<byte[], Request> byPath = new TreeMap<>(Arrays::compareUnsigned);
    for (Request request : requests) {
      byPath.merge(request.path().getBytes(StandardCharsets.UTF_8), request, JointOrder::stronger);
    }
    return new ArrayList<>(byPath.values());
  }

  private static Request stronger(Request one, Request other) {
    boolean semaphore = one.mode() == LockMode.SEMAPHORE || other.mode() == LockMode.SEMAPHORE;
    if (semaphore && (one.mode() != other.mode() || one.permits() != other.permits())) {
      throw new IllegalArgumentException(
          "a semaphore cannot be acquired together with another kind of lock on its path, or with"
              + " another number of permits: "
              + one.path());
    }
    return strength(one.mode()) >= strength(other.mode()) ? one : other;
  }

  private static int strength(LockMode mode) {
    return switch (mode) {
      case EXCLUSIVE -> 3;
      case WRITE -> 2;
      case READ -> 1;
      case SEMAPHORE -> 0;
    };
  }
}
