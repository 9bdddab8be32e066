package io.zklocked.contract;

import io.zklocked.FencingToken;
import io.zklocked.HeldLock;
import io.zklocked.ZkLocked;

/** Shapes that Guice refuses and the agent locks. */
final class OnlyWoven {

  @ZkLocked("contract/{key}")
  static String inStatic(String key) {
    return HeldLock.current().resource();
  }

  @ZkLocked("contract/{key}")
  static long[] tokens(double before, @FencingToken long token, String key) {
    return new long[] {token, HeldLock.current().fencingToken()};
  }

  @SuppressWarnings("UnusedVariable") // the lock reads it
  @ZkLocked("contract/{key}")
  private String inPrivate(String key) {
    return HeldLock.current().resource();
  }

  String callPrivate(String key) {
    return inPrivate(key);
  }

  @ZkLocked("contract/{key}")
  final String inFinal(String key) {
    return HeldLock.current().resource();
  }
}
