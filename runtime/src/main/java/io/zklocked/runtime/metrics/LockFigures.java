package io.zklocked.runtime.metrics;

import java.util.Map;

/** What happened to the locks of one template, over the whole run. */
public interface LockFigures {

  /**
   * How acquisitions ended: {@code granted}, {@code handed-off}, {@code retained}, {@code
   * reentered}, {@code busy}, {@code skipped}, {@code unavailable}, {@code interrupted}.
   *
   * @return the number of each, also where it is 0
   */
  Map<String, Long> getAcquisitions();

  /**
   * How locks were lost: {@code session-expired}, {@code node-deleted}, {@code unproven}, {@code
   * shutdown}, {@code late}.
   *
   * @return the number of each, also where it is 0
   */
  Map<String, Long> getLost();

  /**
   * How many were held for longer than {@code warnAfter}.
   *
   * @return the number
   */
  long getOverdue();

  /**
   * How many are held now.
   *
   * @return the number
   */
  long getActive();

  /**
   * How many are waited for now.
   *
   * @return the number
   */
  long getQueued();

  /**
   * How long acquisitions took, however they ended; without those that had the lock already.
   *
   * @return the figures
   */
  TimeFigures getWait();

  /**
   * How long locks were held.
   *
   * @return the figures
   */
  TimeFigures getHold();
}
