package io.zklocked.sample.bank;

/**
 * What an account remembers of the fencing tokens that it was written with. Immutable.
 *
 * @param account its number
 * @param fence the token in the account's row
 * @param greatest the greatest that it was written with
 * @param late how many of its writes came with a smaller token than a write before
 */
public record Fence(int account, long fence, long greatest, long late) {

  /**
   * Whether no write came late, and the account knows its greatest token.
   *
   * @return whether it is as it should be
   */
  public boolean inOrder() {
    return late == 0 && fence == greatest;
  }
}
