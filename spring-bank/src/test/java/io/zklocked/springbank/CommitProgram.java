package io.zklocked.springbank;

import io.zklocked.HeldLock;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Calls during whose transaction somebody ends the session: prints when, waits to be told that it
 * was done, and prints what became of the call.
 */
public final class CommitProgram {

  private CommitProgram() {}

  /**
   * Makes the calls.
   *
   * @param arguments the database
   */
  public static void main(String[] arguments) {
    try (ConfigurableApplicationContext context = BankApplication.start(arguments[0])) {
      Ledger ledger = context.getBean(Ledger.class);
      Teller teller = context.getBean(Teller.class);
      var template = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
      attempt("undisturbed", ledger, () -> ledger.deposit("undisturbed", () -> {}));
      attempt(
          "before",
          ledger,
          () -> ledger.deposit("before", () -> losesAt("before", CommitProgram::atCommit)));
      attempt(
          "after",
          ledger,
          () -> ledger.deposit("after", () -> losesAt("after", CommitProgram::afterwards)));
      attempt(
          "inside",
          ledger,
          () ->
              ledger.locked(
                  "inside",
                  () ->
                      template.executeWithoutResult(
                          status -> {
                            ledger.depositInTransaction("inside");
                            losesAt("inside", CommitProgram::atCommit);
                          })));
      attempt(
          "late",
          ledger,
          () ->
              teller.serve(
                  () -> ledger.deposit("late", () -> losesAt("late", CommitProgram::atCommit))));
      attempt(
          "late after",
          ledger,
          () ->
              teller.serve(
                  () ->
                      ledger.deposit(
                          "late after", () -> losesAt("late after", CommitProgram::afterwards))));
    }
    System.exit(0);
  }

  private static void attempt(String account, Ledger ledger, Runnable call) {
    String outcome;
    try {
      call.run();
      outcome = "returned";
    } catch (LockLostException e) {
      outcome = e.reason() + ", committed " + e.hasCommitted() + ", " + e.getSuppressed().length;
    }
    System.out.println(account + ": " + outcome + ", rows " + ledger.balance(account));
  }

  private static void losesAt(String account, Moment moment) {
    HeldLock held = HeldLock.current();
    moment.follow(() -> lose(account, held));
  }

  private static void atCommit(Runnable loss) {
    Course.follow(loss, () -> {});
  }

  private static void afterwards(Runnable loss) {
    Course.follow(() -> {}, loss);
  }

  /** When the lock is lost. */
  private interface Moment {
    void follow(Runnable loss);
  }

  private static void lose(String account, HeldLock held) {
    System.out.println("end the session of " + held.path());
    try {
      if (System.in.read() < 0) {
        throw new IllegalStateException("nobody ends the session for " + account);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (held.state() != LockState.LOST) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the lock is not lost");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
