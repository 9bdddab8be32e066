package io.zklocked.cli.look;

import io.zklocked.runtime.engine.OwnerRecord;
import io.zklocked.runtime.inspect.SeenContender;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A process as somebody names it on the command line. Immutable.
 *
 * @param host its machine, in full or up to the first dot; null for any
 * @param pid its number; null for any
 */
record Owner(@Nullable String host, @Nullable String pid) {

  /** Reads {@code HOST}, {@code PID} or {@code HOST:PID}. */
  static Owner parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon >= 0) {
      return new Owner(text.substring(0, colon), text.substring(colon + 1));
    }
    return isNumber(text) ? new Owner(null, text) : new Owner(text, null);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  boolean is(SeenContender contender) {
    OwnerRecord record = contender.owner();
    return record != null
        && (pid == null || pid.equals(record.pid()))
        && (host == null || isHost(host, record.host()));
  }

  private static boolean isHost(String wanted, @Nullable String host) {
    if (host == null) {
      return false;
    }
    String full = host.toLowerCase(Locale.ROOT);
    String asked = wanted.toLowerCase(Locale.ROOT);
    return full.equals(asked) || full.startsWith(asked + ".");
  }
}
