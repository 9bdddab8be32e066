package io.zklocked.cli.look;

import io.zklocked.cli.frame.Json;
import io.zklocked.runtime.engine.OwnerRecord;
import io.zklocked.runtime.inspect.SeenContender;
import io.zklocked.runtime.inspect.SeenLine;
import java.util.Locale;

/** Lines as JSON. Without state. */
public final class LineJson {

  private LineJson() {}

  /**
   * A line without those who are in it.
   *
   * @param line the line
   * @return resource, path, kind, permits, and how many hold and wait
   */
  public static Json summary(SeenLine line) {
    return new Json()
        .with("resource", line.resource())
        .with("path", line.path())
        .with("kind", line.kind())
        .with("permits", line.permits() == 0 ? null : line.permits())
        .with("holders", line.holders())
        .with("waiters", line.waiters());
  }

  /**
   * A line with all that were read of it.
   *
   * @param line the line
   * @return the summary, and contenders
   */
  public static Json queue(SeenLine line) {
    return summary(line)
        .with("contenders", line.contenders().stream().map(LineJson::contender).toList());
  }

  /**
   * Somebody in line.
   *
   * @param contender the one
   * @return what its node tells
   */
  public static Json contender(SeenContender contender) {
    Json json =
        new Json()
            .with("node", contender.node())
            .with("mode", contender.mode().name().toLowerCase(Locale.ROOT))
            .with("holds", contender.holds())
            .with("token", contender.czxid())
            .with("client", contender.client());
    OwnerRecord owner = contender.owner();
    if (owner != null) {
      json.with("host", owner.host())
          .with("pid", owner.pid())
          .with("thread", owner.thread())
          .with("method", owner.method())
          .with("since", owner.since())
          .with("says", owner.other());
    }
    return json;
  }
}
