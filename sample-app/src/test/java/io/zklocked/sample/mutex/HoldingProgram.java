package io.zklocked.sample.mutex;

import io.zklocked.ZkLocked;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A worker that stays in a locked method until it is told to leave, and says what it does, with
 * microseconds since 1970.
 */
public final class HoldingProgram {

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private HoldingProgram() {}

  /** Enters once. */
  public static void main(String[] args) throws IOException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> say("stopping")));
    say("asking");
    new HoldingProgram().hold();
    say("done");
  }

  @ZkLocked("held")
  private void hold() throws IOException {
    say("entered");
    in.readLine();
    say("leaving");
  }

  private static void say(String what) {
    System.out.println(what + " " + ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
  }
}
