package io.zklocked.cli.look;

import io.zklocked.cli.frame.Json;
import io.zklocked.runtime.engine.OwnerRecord;
import io.zklocked.runtime.inspect.SeenContender;
import io.zklocked.runtime.inspect.SeenKind;
import io.zklocked.runtime.inspect.SeenLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Lines in words, safe for a terminal. Without state. */
public final class LineText {

  private LineText() {}

  /**
   * What state a key is in.
   *
   * @param line its line
   * @return such as {@code orders/42: exclusive, held; 2 wait}
   */
  public static String state(SeenLine line) {
    String name = Json.shown(line.resource());
    if (line.isFree()) {
      return name + ": free";
    }
    StringBuilder text = new StringBuilder(name).append(": ").append(line.kind());
    if (line.kind() == SeenKind.SEMAPHORE) {
      text.append(", ").append(line.holders());
      text.append(line.permits() == 0 ? "" : " of " + line.permits()).append(" permits held");
    } else if (line.holders() > 1) {
      text.append(", held by ").append(line.holders());
    } else {
      text.append(line.holders() == 1 ? ", held" : ", not held");
    }
    if (line.waiters() > 0) {
      text.append("; ").append(line.waiters()).append(line.waiters() == 1 ? " waits" : " wait");
    }
    return text.toString();
  }

  /**
   * Who somebody in line is.
   *
   * @param contender the one
   * @param now the time
   * @return one line
   */
  public static String contender(SeenContender contender, Instant now) {
    StringBuilder text = new StringBuilder();
    text.append(contender.holds() ? "holds  " : "waits  ");
    text.append(contender.mode().name().toLowerCase(Locale.ROOT)).append("  ");
    OwnerRecord owner = contender.owner();
    if (owner == null) {
      return text.append(Json.shown(contender.node())).toString();
    }
    if (!contender.client().equals("zklocked")) {
      text.append(contender.client()).append(": ");
    }
    text.append(owner.describe());
    Instant since = owner.since();
    if (since != null) {
      text.append(", in line since ").append(since);
      text.append(" (").append(age(Duration.between(since, now))).append(")");
    }
    return text.append(", token ").append(contender.czxid()).toString();
  }

  private static String age(Duration age) {
    if (age.isNegative()) {
      return "its clock is ahead";
    }
    long seconds = age.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7_200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " days";
  }
}
