package io.zklocked.sample.bank;

import io.zklocked.sample.worker.Arguments;
import io.zklocked.sample.worker.LauncherLine;
import io.zklocked.sample.worker.Meters;
import io.zklocked.sample.worker.Moment;
import io.zklocked.sample.worker.Workload;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.management.JMException;

/**
 * One worker of the bank: {@code --database url [--worker n] [--transfers n | --seconds n]
 * [--accounts n] [--think-micros n] [--seed n] [--launched yes|no]}.
 */
public final class BankProgram {

  private BankProgram() {}

  /** Makes the accounts' object: by {@code new}, or by whatever wraps its methods. */
  @FunctionalInterface
  public interface Opening {

    /**
     * Opens the accounts.
     *
     * @param connection to the database
     * @param moments told when an account is held and left
     * @return the object that the worker calls
     * @throws SQLException if the database fails
     */
    Accounts open(Connection connection, Consumer<Moment> moments) throws SQLException;
  }

  /**
   * Works, and ends when all transfers are made.
   *
   * @param args pairs, as above
   * @throws Exception if the worker cannot go on
   */
  public static void main(String[] args) throws Exception {
    run(Accounts::new, args);
  }

  /**
   * The same with accounts that somebody else makes.
   *
   * @param opening makes them
   * @param args pairs, as above
   * @throws SQLException if the database fails
   * @throws InterruptedException if the thread is interrupted before it starts to work
   * @throws JMException if the meters cannot be read
   */
  public static void run(Opening opening, String... args)
      throws SQLException, InterruptedException, JMException {
    Arguments arguments = Arguments.of(args);
    LauncherLine line = LauncherLine.open(arguments.text("launched", "no").equals("yes"));
    int worker = arguments.number("worker", 1);
    Duration think = Duration.ofNanos(1_000L * arguments.number("think-micros", 3_000));
    try (Connection connection = DriverManager.getConnection(arguments.text("database", ""))) {
      Teller teller =
          new Teller(
              opening.open(connection, line::tell),
              arguments.number("accounts", 4),
              think,
              31L * arguments.number("seed", 1) + worker,
              line::tell);
      line.awaitGo();
      teller.work(Workload.of(arguments, "transfers", 100), done -> line.tell("progress " + done));
      line.tell("done");
      line.tell("booked " + teller.booked());
      line.tell("refused " + teller.refused());
      line.tell("lost " + teller.lost());
    }
    Meters.lines().forEach(line::tell);
  }
}
