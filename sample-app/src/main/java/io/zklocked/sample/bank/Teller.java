package io.zklocked.sample.bank;

import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.LockUnavailableException;
import io.zklocked.sample.worker.Moment;
import io.zklocked.sample.worker.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Transfers money from account to account, in a sequence that its seed decides. Knows what each
 * failure of a lock means for a transfer: when the lock could not be had the body did not run, so
 * it is asked again, and so it is when the account refused a late write; when the lock was lost the
 * body did run and its commit stands, so it must not be done twice. Confined to one thread.
 */
final class Teller {

  private static final int MAX_AMOUNT = 1_000;
  private static final int MAX_REFUSALS_IN_A_ROW = 3;

  /** What is given for a token: the lock fills in its own. */
  private static final long NO_TOKEN = 0;

  private final Accounts accounts;
  private final int count;
  private final Duration think;
  private final Random random;
  private final Consumer<Moment> moments;
  private long booked;
  private long refused;
  private long lost;

  /**
   * A teller.
   *
   * @param accounts where money is moved
   * @param count how many accounts there are
   * @param think how long to think at most, and half of that at least
   * @param seed decides accounts, amounts and think times
   * @param moments told when it asks for an account
   */
  Teller(Accounts accounts, int count, Duration think, long seed, Consumer<Moment> moments) {
    this.accounts = accounts;
    this.count = count;
    this.think = think;
    this.random = new Random(seed);
    this.moments = moments;
  }

  /**
   * Makes transfers, one after the other.
   *
   * @param transfers how many, or for how long
   * @param progress told the number of updates booked so far, after each transfer
   * @throws SQLException if the database fails
   */
  void work(Workload transfers, LongConsumer progress) throws SQLException {
    for (int done = 0; transfers.hasMore(done); done++) {
      int from = random.nextInt(count);
      int to = (from + 1 + random.nextInt(count - 1)) % count;
      long amount = 1L + random.nextInt(MAX_AMOUNT);
      Duration first = nextThink();
      Duration second = nextThink();
      untilBooked(from, () -> accounts.withdraw(from, amount, first, NO_TOKEN));
      untilBooked(to, () -> accounts.deposit(to, amount, second, NO_TOKEN));
      progress.accept(booked);
    }
  }

  /** Updates that were committed. */
  long booked() {
    return booked;
  }

  /** Calls that wrote nothing, since they could not have their lock, and were made again. */
  long refused() {
    return refused;
  }

  /** Updates that were committed while their lock was lost or could not be proven. */
  long lost() {
    return lost;
  }

  private Duration nextThink() {
    return think.dividedBy(2).plus(think.multipliedBy(random.nextInt(1_000)).dividedBy(2_000));
  }

  private void untilBooked(int account, Update update) throws SQLException {
    for (int refusals = 1; ; refusals++) {
      moments.accept(Moment.now(Moment.Kind.WAITS, 0, "accounts/" + account));
      try {
        update.run();
        booked++;
        return;
      } catch (LockLostException e) {
        System.err.println("booked, but " + e.getMessage());
        booked++;
        lost++;
        return;
      } catch (LockBusyException | LockUnavailableException | LateWriteException e) {
        System.err.println("not booked, will be asked again: " + e.getMessage());
        refused++;
        if (refusals == MAX_REFUSALS_IN_A_ROW) {
          throw e;
        }
      }
    }
  }

  @FunctionalInterface
  private interface Update {
    void run() throws SQLException;
  }
}
