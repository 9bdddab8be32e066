package io.zklocked.springbank;

import io.zklocked.LockBusyException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls of locked methods with transactions of all kinds; prints a line of each. */
public final class ScenarioProgram {

  private final ConfigurableApplicationContext context;
  private final Ledger ledger;
  private final Teller teller;
  private final Begins begins;

  private ScenarioProgram(ConfigurableApplicationContext context) {
    this.context = context;
    this.ledger = context.getBean(Ledger.class);
    this.teller = context.getBean(Teller.class);
    this.begins = context.getBean(Begins.class);
  }

  public static void main(String[] arguments) {
    try (ConfigurableApplicationContext context =
        BankApplication.start("jdbc:h2:mem:bank;DB_CLOSE_DELAY=-1")) {
      new ScenarioProgram(context).run();
    }
    System.exit(0);
  }

  private void run() {
    ledger.create();
    Map<String, Runnable> scenarios = new LinkedHashMap<>();
    scenarios.put("own", this::own);
    scenarios.put("jdk proxy", this::jdkProxy);
    scenarios.put("rollback", this::rollback);
    scenarios.put("outer", this::outer);
    scenarios.put("outer again", this::outer);
    scenarios.put("outer rollback", this::outerRollback);
    scenarios.put("template", this::template);
    scenarios.put("repeatable", this::repeatable);
    scenarios.put("repeatable by default", this::repeatableByDefault);
    scenarios.put("repeatable at exit", this::repeatableAtExit);
    scenarios.put("alone", this::alone);
    scenarios.put("covered", this::covered);
    scenarios.put("transaction", this::transaction);
    scenarios.put("many", this::many);
    scenarios.put("joint", this::joint);
    scenarios.put("stage", this::stage);
    scenarios.put("reactive", this::reactive);
    scenarios.put("skip", this::skip);
    scenarios.put("fallback", this::fallback);
    scenarios.put("busy", this::busy);
    scenarios.forEach(
        (name, scenario) -> {
          System.err.println("--- " + name);
          try {
            scenario.run();
          } catch (RuntimeException e) {
            say(name + " failed", e);
            e.printStackTrace();
          }
        });
  }

  private static void say(String what, Object outcome) {
    System.out.println(what + ": " + outcome);
  }

  private boolean isFree(String account) {
    return Elsewhere.call(() -> ledger.probe(account)).isPresent();
  }

  private boolean isFreeLate(String account) {
    return Elsewhere.call(() -> ledger.probeLate(account)).isPresent();
  }

  private void own() {
    StringBuilder seen = new StringBuilder();
    begins.before(() -> seen.append("begin ").append(isFree("own")).append(", "));
    ledger.deposit(
        "own",
        () ->
            Course.follow(
                () -> seen.append("commit ").append(isFree("own")).append(", "),
                () -> seen.append("committed ").append(isFree("own")).append(", ")));
    begins.before(() -> {});
    say("own", seen + "then " + isFree("own") + ", balance " + ledger.balance("own"));
  }

  /** A generic one, whose method has a bridge. */
  interface Depositing<T> {
    void deposit(T account, Runnable last);
  }

  static class Deposits implements Depositing<String> {
    private final Ledger plain;
    private final Runnable look;

    Deposits(Ledger plain, Runnable look) {
      this.plain = plain;
      this.look = look;
    }

    @Override
    @org.springframework.transaction.annotation.Transactional
    @io.zklocked.ZkLocked("accounts/{account}")
    public void deposit(String account, Runnable last) {
      look.run();
      plain.create();
      last.run();
    }
  }

  private void jdkProxy() {
    StringBuilder seen = new StringBuilder();
    ProxyFactory factory = new ProxyFactory(new Deposits(ledger, () -> {}));
    factory.addAdvice(context.getBean(TransactionInterceptor.class));
    @SuppressWarnings("unchecked")
    Depositing<String> proxy = (Depositing<String>) factory.getProxy();
    begins.before(() -> seen.append("begin ").append(isFree("jdk")).append(", "));
    proxy.deposit("jdk", () -> seen.append("body ").append(isFree("jdk")).append(", "));
    begins.before(() -> {});
    say("jdk proxy", seen + "then " + isFree("jdk"));
  }

  private void rollback() {
    String told = "nothing";
    try {
      ledger.deposit(
          "rollback",
          () -> {
            throw new IllegalArgumentException("the body's own");
          });
    } catch (IllegalArgumentException e) {
      told = e.getMessage() + " " + e.getSuppressed().length;
    }
    say("rollback", told + ", " + isFree("rollback") + ", balance " + ledger.balance("rollback"));
  }

  private void outer() {
    StringBuilder seen = new StringBuilder();
    teller.serve(
        () -> {
          ledger.depositLate("outer");
          seen.append("within ").append(isFreeLate("outer"));
          ledger.depositLate("outer");
          Course.follow(() -> {}, () -> seen.append(", committed ").append(isFreeLate("outer")));
        });
    say("outer", seen + ", then " + isFreeLate("outer") + ", balance " + ledger.balance("outer"));
  }

  private void outerRollback() {
    String told = "nothing";
    try {
      teller.serve(
          () -> {
            ledger.depositLate("undone");
            throw new IllegalArgumentException("the teller's own");
          });
    } catch (IllegalArgumentException e) {
      told = e.getMessage();
    }
    say(
        "outer rollback",
        told + ", " + isFreeLate("undone") + ", balance " + ledger.balance("undone"));
  }

  private TransactionTemplate transactions() {
    return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
  }

  private void template() {
    StringBuilder seen = new StringBuilder();
    transactions()
        .executeWithoutResult(
            status -> {
              ledger.deposit("template", () -> {});
              seen.append("within ").append(isFree("template"));
            });
    say("template", seen + ", then " + isFree("template"));
  }

  private void repeatable() {
    try {
      teller.serveRepeatably(() -> ledger.depositLate("repeatable"));
      say("repeatable", "ran");
    } catch (IllegalStateException e) {
      say("repeatable", e.getMessage());
    }
    say("repeatable", isFreeLate("repeatable") + ", balance " + ledger.balance("repeatable"));
  }

  private void repeatableByDefault() {
    String url =
        "jdbc:h2:mem:bank;INIT=SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT";
    String byDefault = url.replace("SNAPSHOT", "REPEATABLE READ");
    var manager = new JdbcTransactionManager(new DriverManagerDataSource(byDefault, "sa", ""));
    try {
      new TransactionTemplate(manager)
          .executeWithoutResult(status -> ledger.depositLate("by default"));
      say("repeatable by default", "ran");
    } catch (IllegalStateException e) {
      say("repeatable by default", e.getMessage());
    }
  }

  private void repeatableAtExit() {
    StringBuilder seen = new StringBuilder();
    teller.serveRepeatably(
        () -> {
          ledger.depositUntilExit("exit");
          seen.append("within ").append(isFreeLate("exit"));
        });
    say("repeatable at exit", seen + ", balance " + ledger.balance("exit"));
  }

  private void alone() {
    StringBuilder seen = new StringBuilder();
    teller.serveRepeatably(
        () -> {
          begins.before(() -> seen.append("begin ").append(isFree("alone")));
          ledger.depositAlone("alone");
          begins.before(() -> {});
          seen.append(", within ").append(isFree("alone"));
        });
    say("alone", seen + ", balance " + ledger.balance("alone"));
  }

  /** What lies around a transaction is entered again within it, whatever its isolation. */
  private void covered() {
    ledger.locked(
        "covered", () -> teller.serveRepeatably(() -> ledger.depositInTransaction("covered")));
    say("covered", isFree("covered") + ", balance " + ledger.balance("covered"));
  }

  private void transaction() {
    ledger.depositInTransaction("transaction");
    say("transaction", "balance " + ledger.balance("transaction"));
    try {
      new Ledger(context.getBean(org.springframework.jdbc.core.JdbcTemplate.class))
          .depositInTransaction("transaction");
      say("transaction without", "ran");
    } catch (IllegalStateException e) {
      say("transaction without", e.getMessage());
    }
  }

  private void many() {
    int[] taken = new int[1];
    try {
      teller.serve(
          () -> {
            for (int i = 0; i < 101; i++) {
              ledger.depositLate("many" + i);
              taken[0]++;
            }
          });
      say("many", "ran");
    } catch (IllegalStateException e) {
      say("many", taken[0] + " " + e.getMessage());
    }
    say("many", isFreeLate("many0") + " " + isFreeLate("many99") + " " + ledger.balance("many0"));
  }

  private void joint() {
    StringBuilder seen = new StringBuilder();
    begins.before(
        () -> seen.append("begin ").append(isFree("j1")).append(' ').append(isFree("j2")));
    ledger.transfer("j1", "j2");
    begins.before(() -> {});
    say("joint", seen + ", then " + isFree("j1") + " " + isFree("j2"));
  }

  private void stage() {
    CompletableFuture<String> result = new CompletableFuture<>();
    boolean same = ledger.depositSoon("stage", result) == result;
    boolean before = isFree("stage");
    result.complete("done");
    say("stage", "same " + same + ", pending " + before + ", complete " + isFree("stage"));
  }

  private void reactive() {
    int before = begins.count();
    try {
      ledger.depositReactively("reactive").block();
      say("reactive", "ran");
    } catch (IllegalStateException e) {
      say("reactive", e.getMessage());
    }
    say("reactive", begins.count() - before + ", balance " + ledger.balance("reactive"));
  }

  private void skip() {
    int before = begins.count();
    ledger.locked(
        "skip",
        () ->
            say(
                "skip",
                Elsewhere.call(() -> ledger.depositIfFree("skip"))
                    + " "
                    + (begins.count() - before)));
  }

  private void fallback() {
    int before = begins.count();
    String[] noted = new String[1];
    ledger.locked(
        "fallback", () -> noted[0] = Elsewhere.call(() -> ledger.depositOrNote("fallback")));
    String next = ledger.depositOrNote("fallback");
    say("fallback", noted[0] + ", " + next + ", " + (begins.count() - before));
  }

  private void busy() {
    int before = begins.count();
    ledger.locked(
        "busy",
        () ->
            say(
                "busy",
                Elsewhere.call(
                    () -> {
                      try {
                        ledger.depositAtOnce("busy");
                        return "ran";
                      } catch (LockBusyException e) {
                        return e.resource() + " " + (begins.count() - before);
                      }
                    })));
  }
}
