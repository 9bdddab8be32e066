package io.zklocked.springbank;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;

/** One process of several that deposit into one account, by several threads. */
public final class DepositProgram {

  private DepositProgram() {}

  /**
   * Deposits, and prints how often.
   *
   * @param arguments the database, the kind of deposit, the account, threads, deposits of each
   */
  public static void main(String[] arguments) throws Exception {
    String account = arguments[2];
    int each = Integer.parseInt(arguments[4]);
    try (ConfigurableApplicationContext context = BankApplication.start(arguments[0])) {
      Consumer<String> deposit = deposit(context.getBean(Ledger.class), arguments[1]);
      System.out.println("ready");
      System.in.read();
      ExecutorService pool = Executors.newFixedThreadPool(Integer.parseInt(arguments[3]));
      List<Future<?>> tellers = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
        tellers.add(
            pool.submit(
                () -> {
                  for (int j = 0; j < each; j++) {
                    deposit.accept(account);
                  }
                }));
      }
      for (Future<?> teller : tellers) {
        teller.get();
      }
      pool.shutdown();
      System.out.println("deposited " + tellers.size() * each);
    }
    System.exit(0);
  }

  private static Consumer<String> deposit(Ledger ledger, String kind) {
    return switch (kind) {
      case "READ_COMMITTED" -> account -> ledger.deposit(account, () -> {});
      case "SERIALIZABLE" -> ledger::depositSerializable;
      case "READ_COMMITTED outside" -> ledger::depositOutside;
      case "SERIALIZABLE outside" -> ledger::depositOutsideSerializable;
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
