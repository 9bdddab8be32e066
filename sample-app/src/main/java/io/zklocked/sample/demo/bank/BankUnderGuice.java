package io.zklocked.sample.demo.bank;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import io.zklocked.sample.bank.Accounts;
import io.zklocked.sample.bank.BankProgram;
import io.zklocked.sample.demo.stage.GuiceLocks;
import io.zklocked.sample.worker.Moment;
import java.sql.Connection;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The bank with accounts that Guice makes. The program is the same class file; it does not know.
 */
public final class BankUnderGuice {

  private BankUnderGuice() {}

  /**
   * Starts the program.
   *
   * @param args the configuration, and the program's own
   * @throws Exception if the program cannot go on
   */
  public static void main(String[] args) throws Exception {
    Module locks = GuiceLocks.module(args[0]);
    BankProgram.run(
        (connection, moments) -> accounts(locks, connection, moments),
        Arrays.copyOfRange(args, 1, args.length));
  }

  private static Accounts accounts(Module locks, Connection connection, Consumer<Moment> moments) {
    return GuiceLocks.create(
        locks,
        Accounts.class,
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Connection.class).toInstance(connection);
            bind(new TypeLiteral<Consumer<Moment>>() {}).toInstance(moments);
            bind(Accounts.class)
                .toConstructor(
                    GuiceLocks.constructor(Accounts.class, Connection.class, Consumer.class));
          }
        });
  }
}
