package io.zklocked.runtime.inspect;

import java.util.List;

/**
 * One key and its line, as the ensemble shows it. Immutable.
 *
 * @param resource the key's name; its path where the name is not known
 * @param path the key directory
 * @param kind which kind of lock it is
 * @param permits how many permits a semaphore has; 0 if no record says so, and for other locks
 * @param holders how many hold it
 * @param waiters how many wait for it
 * @param contenders the holders, then those who wait, each in their order; the first ones alone
 *     where no more were asked for
 */
public record SeenLine(
    String resource,
    String path,
    SeenKind kind,
    int permits,
    int holders,
    int waiters,
    List<SeenContender> contenders) {

  /** Takes a copy. */
  public SeenLine {
    contenders = List.copyOf(contenders);
  }

  /**
   * Whether nobody holds it and nobody waits.
   *
   * @return true if nobody does
   */
  public boolean isFree() {
    return kind == SeenKind.FREE;
  }
}
