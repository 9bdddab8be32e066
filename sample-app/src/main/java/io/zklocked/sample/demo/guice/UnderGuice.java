package io.zklocked.sample.demo.guice;

import io.zklocked.sample.bank.Accounts;
import io.zklocked.sample.bank.BankProgram;
import io.zklocked.sample.mutex.MutexProgram;
import io.zklocked.sample.mutex.Section;
import io.zklocked.sample.philosophers.Chair;
import io.zklocked.sample.philosophers.Furniture;
import io.zklocked.sample.philosophers.Meals;
import io.zklocked.sample.philosophers.Mouth;
import io.zklocked.sample.philosophers.NaiveTable;
import io.zklocked.sample.philosophers.PhilosopherProgram;
import io.zklocked.sample.philosophers.Plates;
import io.zklocked.sample.philosophers.Seat;
import io.zklocked.sample.philosophers.Table;
import io.zklocked.sample.twophase.Coordinator;
import io.zklocked.sample.twophase.CoordinatorProgram;
import io.zklocked.sample.writelog.LogFile;
import io.zklocked.sample.writelog.LogProgram;
import java.util.Arrays;

/**
 * Any program of the sample with objects that Guice makes. The program is the same class file; it
 * does not know.
 */
public final class UnderGuice {

  private static final int OWN = 2;

  private UnderGuice() {}

  /**
   * Starts a program.
   *
   * @param args the configuration, the simple name of the program's main class, and the program's
   *     own
   * @throws Exception if the program cannot go on
   */
  public static void main(String[] args) throws Exception {
    GuiceLocks locks = new GuiceLocks(args[0]);
    String[] own = Arrays.copyOfRange(args, OWN, args.length);
    switch (args[1]) {
      case "BankProgram" ->
          BankProgram.run(
              (connection, moments) -> locks.create(Accounts.class, connection, moments), own);
      case "MutexProgram" ->
          MutexProgram.run((worker, report) -> locks.create(Section.class, worker, report), own);
      case "LogProgram" ->
          LogProgram.run((path, moments) -> locks.create(LogFile.class, path, moments), own);
      case "PhilosopherProgram" -> PhilosopherProgram.run(furniture(locks), own);
      case "CoordinatorProgram" ->
          CoordinatorProgram.run(duties -> locks.create(Coordinator.class, duties), own);
      default -> throw new IllegalArgumentException(args[1] + " does not run under Guice");
    }
  }

  private static Furniture furniture(GuiceLocks locks) {
    return new Furniture() {
      @Override
      public Chair chair() {
        return locks.create(Chair.class);
      }

      @Override
      public Meals table(Seat seat, Plates plates, Mouth mouth) {
        return locks.create(Table.class, seat, plates, mouth);
      }

      @Override
      public Meals naiveTable(Mouth mouth) {
        return locks.create(NaiveTable.class, mouth);
      }
    };
  }
}
