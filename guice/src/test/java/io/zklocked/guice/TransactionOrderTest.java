package io.zklocked.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.persist.PersistModule;
import com.google.inject.persist.PersistService;
import com.google.inject.persist.Transactional;
import com.google.inject.persist.UnitOfWork;
import io.zklocked.HeldLock;
import io.zklocked.ReleaseAt;
import io.zklocked.ZkLocked;
import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Guice Persist opens its transactions within the lock, or not at all. */
class TransactionOrderTest {

  private final List<String> journal = new ArrayList<>();

  @Test
  void moduleThatIsInstalledFirstLocksAroundTheTransaction() {
    Bank bank =
        Guice.createInjector(Injectors.locking(), transactions(), bind(Bank.class))
            .getInstance(Bank.class);
    assertThat(bank.transfer()).isEqualTo("accounts/transfer");
    assertThat(journal)
        .containsExactly("begin under accounts/transfer", "commit under accounts/transfer");
    assertThat(held()).isEqualTo("nothing");
  }

  @Test
  void moduleThatIsInstalledAfterTheTransactionsIsRefused() {
    assertThat(refusal(transactions(), Injectors.locking(), bind(Bank.class)))
        .contains("TransactionOrderTest$Bank.transfer()")
        .contains("give the lock back before the commit")
        .contains("Install ZkLockedModule before the module that opens transactions");
  }

  @Test
  void transactionOfTheWholeClassIsSeenAsWell() {
    assertThat(refusal(transactions(), Injectors.locking(), bind(TransactionalBank.class)))
        .contains("TransactionOrderTest$TransactionalBank.transfer()");
  }

  @Test
  void lockThatLeavesTransactionsAloneMayLieInside() {
    Careless bank =
        Guice.createInjector(transactions(), Injectors.locking(), bind(Careless.class))
            .getInstance(Careless.class);
    assertThat(bank.transfer()).isEqualTo("accounts/careless");
    assertThat(journal).containsExactly("begin under nothing", "commit under nothing");
  }

  private static String refusal(Module... modules) {
    CreationException refused =
        catchThrowableOfType(CreationException.class, () -> Guice.createInjector(modules));
    assertThat(refused.getErrorMessages()).hasSize(1);
    return refused.getErrorMessages().iterator().next().getMessage();
  }

  private static Module bind(Class<?> type) {
    return binder -> binder.bind(type);
  }

  private static String held() {
    try {
      return HeldLock.current().resource();
    } catch (IllegalStateException e) {
      return "nothing";
    }
  }

  private Module transactions() {
    return new PersistModule() {
      @Override
      protected void configurePersistence() {
        Nothing nothing = new Nothing();
        bind(PersistService.class).toInstance(nothing);
        bind(UnitOfWork.class).toInstance(nothing);
      }

      @Override
      protected MethodInterceptor getTransactionInterceptor() {
        return call -> {
          journal.add("begin under " + held());
          @Nullable Object result = call.proceed();
          journal.add("commit under " + held());
          return result;
        };
      }
    };
  }

  private static final class Nothing implements PersistService, UnitOfWork {
    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void begin() {}

    @Override
    public void end() {}
  }

  static class Bank {
    @Transactional
    @ZkLocked("accounts/transfer")
    public String transfer() {
      return held();
    }
  }

  @Transactional
  static class TransactionalBank {
    @ZkLocked("accounts/transfer")
    public String transfer() {
      return held();
    }
  }

  static class Careless {
    @Transactional
    @ZkLocked(value = "accounts/careless", releaseAt = ReleaseAt.EXIT)
    public String transfer() {
      return held();
    }
  }
}
