package io.zklocked.sample.bank;

import java.sql.SQLException;

/**
 * Says that an account has seen a later holder of its lock: whoever wanted to write had lost the
 * lock meanwhile, perhaps without knowing. Nothing was written.
 */
public final class LateWriteException extends SQLException {

  private static final long serialVersionUID = 1L;

  LateWriteException(int account, long token) {
    super(
        "account %d was written under a later lock than that with token %d"
            .formatted(account, token));
  }
}
