package io.zklocked.wovenapp;

import io.zklocked.HeldLock;
import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Methods of all kinds that weaving finds. Thread-safe. */
class Shop {

  @SuppressWarnings("UnusedVariable") // the lock reads it
  @ZkLocked("orders/{id}")
  private static String ship(long id) {
    return shown();
  }

  /** Where the goods are. */
  @SuppressWarnings("UnusedVariable") // the lock reads it
  @ZkLocked("${region:eu}/stock/{0}")
  synchronized String stock(String article) {
    return shown() + " " + Thread.holdsLock(this);
  }

  @Nightly
  String report() {
    return shown();
  }

  @ZkLocked("till")
  String till(Supplier<String> work) {
    return work.get();
  }

  @ZkLocked(value = "till", onBusy = OnBusy.SKIP)
  Optional<String> countTill() {
    return Optional.of(shown());
  }

  /** Calls each. */
  void open() {
    System.out.println(ship(42));
    System.out.println(stock("tea"));
    System.out.println(report());
    System.out.println(
        till(() -> "busy: " + CompletableFuture.supplyAsync(this::countTill).join()));
    System.out.println(countTill());
  }

  private static String shown() {
    HeldLock held = HeldLock.current();
    return held.resource() + " " + held.state();
  }
}
