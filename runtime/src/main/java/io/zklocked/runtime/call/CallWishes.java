package io.zklocked.runtime.call;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.key.LockKey;
import io.zklocked.syntax.WaitTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the calls of one method ask for, but for their keys. Immutable. */
final class CallWishes {

  private final List<LockAttributes> locks;
  private final String method;
  private final WaitTime wait;
  private final boolean skips;
  private final long[] retained;

  CallWishes(MethodFacts facts, String method, WaitTime wait, Retention retention) {
    this.locks = facts.locks();
    this.method = method;
    this.wait = wait;
    this.skips = LockAttributes.doWithoutBody(locks);
    this.retained = new long[locks.size()];
    for (int i = 0; i < retained.length; i++) {
      retained[i] = retention.nanos(facts.place(), locks.get(i));
    }
  }

  /** Whether a call does without its body when one of its locks is busy. */
  boolean skips() {
    return skips;
  }

  /** What a call asks for whose method has one lock. */
  Acquirer.Wish of(LockKey key) {
    return of(key, 0);
  }

  /** What a call asks for; null stands for a lock that it does not want. */
  List<Acquirer.Wish> of(@Nullable LockKey[] keys) {
    List<Acquirer.Wish> wishes = new ArrayList<>(keys.length);
    for (int i = 0; i < keys.length; i++) {
      LockKey key = keys[i];
      if (key != null) {
        wishes.add(of(key, i));
      }
    }
    return wishes;
  }

  private Acquirer.Wish of(LockKey key, int index) {
    LockAttributes lock = locks.get(index);
    return new Acquirer.Wish(
        key,
        lock.template(),
        method,
        lock.mode(),
        lock.permits(),
        wait,
        skips,
        true,
        retained[index]);
  }
}
