package io.zklocked.springbank;

import io.zklocked.LockBusyException;
import io.zklocked.LockParam;
import io.zklocked.OnBusy;
import io.zklocked.ReleaseAt;
import io.zklocked.ZkLocked;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Entries with a running balance: each is one more than the last, if nobody comes between. */
@Service
public class Ledger {

  private final JdbcTemplate jdbc;

  Ledger(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void create() {
    jdbc.execute("create table if not exists entry (account varchar(99), balance bigint)");
    jdbc.execute("create index if not exists entries on entry (account)");
  }

  long balance(String account) {
    String query = "select coalesce(max(balance), 0) from entry where account = ?";
    Long balance = jdbc.queryForObject(query, Long.class, account);
    return balance == null ? 0 : balance;
  }

  private void append(String account) {
    long balance = balance(account);
    jdbc.update("insert into entry (account, balance) values (?, ?)", account, balance + 1);
  }

  @Transactional(isolation = Isolation.READ_COMMITTED)
  @ZkLocked("accounts/{account}")
  public void deposit(@LockParam("account") String account, Runnable last) {
    append(account);
    last.run();
  }

  @Transactional(isolation = Isolation.SERIALIZABLE)
  @ZkLocked("accounts/{account}")
  public void depositSerializable(String account) {
    append(account);
  }

  /** Its transaction would be over before anybody subscribes. */
  @Transactional
  @ZkLocked("accounts/{account}")
  public Mono<String> depositReactively(String account) {
    return Mono.fromRunnable(() -> append(account));
  }

  /** The transaction lies outside of the lock, as around a lock that is taken by hand. */
  @Transactional(isolation = Isolation.READ_COMMITTED)
  @ZkLocked(value = "accounts/{account}", releaseAt = ReleaseAt.EXIT)
  public void depositOutside(String account) {
    append(account);
  }

  /** As {@link #depositOutside}. */
  @Transactional(isolation = Isolation.SERIALIZABLE)
  @ZkLocked(value = "accounts/{account}", releaseAt = ReleaseAt.EXIT)
  public void depositOutsideSerializable(String account) {
    append(account);
  }

  /** Of which each caller has the transaction. */
  @ZkLocked("late/{account}")
  public void depositLate(String account) {
    append(account);
  }

  @ZkLocked(value = "late/{account}", releaseAt = ReleaseAt.EXIT)
  public void depositUntilExit(String account) {
    append(account);
  }

  @Transactional(propagation = Propagation.REQUIRES_NEW)
  @ZkLocked("accounts/{account}")
  public void depositAlone(String account) {
    append(account);
  }

  @Transactional
  @ZkLocked(value = "accounts/{account}", releaseAt = ReleaseAt.TRANSACTION)
  public void depositInTransaction(String account) {
    append(account);
  }

  /** Its lock lies around a transaction that it opens itself. */
  @ZkLocked("accounts/{account}")
  public void locked(String account, Runnable work) {
    work.run();
  }

  @Transactional
  @ZkLocked("accounts/{account}")
  public CompletionStage<String> depositSoon(String account, CompletableFuture<String> result) {
    append(account);
    return result;
  }

  @Transactional
  @ZkLocked("accounts/{from}")
  @ZkLocked("accounts/{to}")
  public void transfer(String from, String to) {
    append(from);
    append(to);
  }

  @Transactional
  @ZkLocked(value = "accounts/{account}", onBusy = OnBusy.SKIP)
  public Optional<String> depositIfFree(String account) {
    append(account);
    return Optional.of("deposited");
  }

  @Transactional
  @ZkLocked(value = "accounts/{account}", waitTime = "0")
  public void depositAtOnce(String account) {
    append(account);
  }

  @Transactional
  @ZkLocked(value = "accounts/{account}", fallback = "note")
  public String depositOrNote(String account) {
    append(account);
    return "deposited";
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private String note(String account, LockBusyException busy) {
    boolean active = TransactionSynchronizationManager.isActualTransactionActive();
    return "noted " + account + " " + active + " " + (busy.holder() != null);
  }

  @ZkLocked(value = "accounts/{account}", onBusy = OnBusy.SKIP)
  public Optional<String> probe(String account) {
    return Optional.of("free");
  }

  @ZkLocked(value = "late/{account}", onBusy = OnBusy.SKIP)
  public Optional<String> probeLate(String account) {
    return Optional.of("free");
  }
}
