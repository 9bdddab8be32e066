package io.zklocked.sample.bank;

import java.util.List;

/**
 * What the books say when all work is done. Immutable.
 *
 * @param accounts all of them
 */
public record Audit(List<Account> accounts) {

  /** Copies the list. */
  public Audit {
    accounts = List.copyOf(accounts);
  }

  /**
   * One account.
   *
   * @param id its number
   * @param opening the balance at the start
   * @param balance the balance now
   * @param version how often the balance was written on top of the one before; each update writes
   *     the version that it read plus one, so this is the length of the chain of updates that can
   *     still be seen in the balance
   * @param movements how many updates were committed
   * @param moved the sum of these updates
   */
  public record Account(
      int id, long opening, long balance, long version, long movements, long moved) {

    /**
     * The updates that were committed and that no trace is left of in the balance.
     *
     * @return their number
     */
    public long lostUpdates() {
      return movements - version;
    }

    /**
     * What the balance should be.
     *
     * @return the opening balance and all movements
     */
    public long expected() {
      return opening + moved;
    }

    boolean exact() {
      return balance == expected() && lostUpdates() == 0;
    }
  }

  /**
   * The updates that were committed.
   *
   * @return their number
   */
  public long updates() {
    return accounts.stream().mapToLong(Account::movements).sum();
  }

  /**
   * The updates that were lost.
   *
   * @return their number
   */
  public long lostUpdates() {
    return accounts.stream().mapToLong(Account::lostUpdates).sum();
  }

  /**
   * What the balances should add up to: what they did at the start, since money is only moved. The
   * movements must agree, or a transfer was left half done.
   *
   * @return the total at the start
   */
  public long expectedTotal() {
    return accounts.stream().mapToLong(Account::opening).sum();
  }

  /**
   * What the balances add up to.
   *
   * @return the total now
   */
  public long foundTotal() {
    return accounts.stream().mapToLong(Account::balance).sum();
  }

  /**
   * Whether nothing is missing: every account shows every one of its movements, and the total is
   * what it was.
   *
   * @return whether the books are right
   */
  public boolean exact() {
    return accounts.stream().allMatch(Account::exact) && foundTotal() == expectedTotal();
  }
}
