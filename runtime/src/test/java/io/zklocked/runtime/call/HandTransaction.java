package io.zklocked.runtime.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transaction that a test runs by hand. Used by one thread. */
final class HandTransaction implements Transaction {

  final List<TransactionLocks> followers = new ArrayList<>();
  @Nullable String isolation;

  @Override
  public @Nullable String name() {
    return "outer";
  }

  @Override
  public @Nullable String frozenIsolation() {
    return isolation;
  }

  @Override
  public void follow(TransactionLocks locks) {
    followers.add(locks);
  }

  void commit() {
    followers.forEach(TransactionLocks::beforeCommit);
    try {
      followers.forEach(TransactionLocks::committed);
    } finally {
      followers.forEach(each -> each.ended(false));
    }
  }

  void rollBack() {
    followers.forEach(each -> each.ended(true));
  }
}
