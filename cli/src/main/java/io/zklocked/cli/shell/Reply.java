package io.zklocked.cli.shell;

import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Json;
import java.util.List;

/**
 * What has come of one line that was said to the shell. Immutable.
 *
 * @param code as the command of that name would end with
 * @param lines for people; at least one, safe for a terminal
 * @param json for programs
 */
record Reply(int code, List<String> lines, Json json) {

  Reply {
    lines = List.copyOf(lines);
  }

  static Reply done(String line, Json json) {
    return new Reply(ExitCodes.OK, List.of(line), json);
  }

  static Reply failed(CommandFailure failure) {
    return new Reply(
        failure.exitCode(),
        List.of(String.valueOf(failure.getMessage())),
        new Json()
            .with("error", failure.kind())
            .with("message", failure.getMessage())
            .with("exitCode", failure.exitCode()));
  }

  boolean isFailure() {
    return code != ExitCodes.OK;
  }
}
