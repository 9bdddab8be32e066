package io.zklocked.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zklocked.cli.LoneServer;
import io.zklocked.cli.Spawned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are stopped for so long that their locks become somebody else's, all at once. */
@Timeout(120)
class StoppedRunIT {

  private static final String COMMAND =
      "trap 'echo asked >>\"$0\"' TERM; echo $$ >\"$0\"; while :; do echo >>\"$0\"; sleep 0.02; done";

  @TempDir private Path directory;

  /** One run. */
  private record Stopped(Spawned run, String key, Path signs) {

    boolean hasBegun() {
      return size() > 20;
    }

    long size() {
      return signs.toFile().length();
    }

    List<ProcessTable.Row> group() {
      try {
        return new ProcessTable().group(Long.parseLong(Files.readAllLines(signs).get(0)));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    boolean isStopped() {
      return ProcessTable.areStopped(group());
    }
  }

  @Test
  void commandOfAStoppedRunStopsAndDoesNotGoOnWithoutTheLock() throws Exception {
    assumeTrue(GuardedGroup.isPossible(), "there is no /proc, or no setsid");
    assumeTrue(CommandLookup.find("script").isFound(), "there is no script, which makes terminals");
    try (LoneServer server = new LoneServer(Files.createDirectory(directory.resolve("server")));
        Spawned straight = Spawned.zklocked(arguments(server, "straight"));
        Spawned terminal = terminal();
        Spawned pipeline = terminal()) {
      terminal.write(typed(server, "terminal") + "\n");
      pipeline.write(typed(server, "pipeline") + " | cat\n");
      List<Stopped> all =
          List.of(
              new Stopped(straight, "straight", signs("straight")),
              new Stopped(terminal, "terminal", signs("terminal")),
              new Stopped(pipeline, "pipeline", signs("pipeline")));
      for (Stopped each : all) {
        Spawned.eventually(each.key() + " has begun", each::hasBegun);
      }
      straight.signal("STOP");
      terminal.write("\u001a");
      pipeline.write("\u001a");
      for (Stopped each : all) {
        Spawned.eventually(each.key() + " is stopped", each::isStopped);
        Spawned.eventually(each.key() + " has lost its lock", () -> isFree(server, each.key()));
      }
      List<Long> sizes = all.stream().map(Stopped::size).toList();
      straight.signal("CONT");
      terminal.write("fg\n");
      pipeline.write("fg\n");
      for (Stopped each : all) {
        each.run().line("whether it had done its work is not known");
        assertThat(each.group()).as(each.key()).isEmpty();
      }
      assertThat(all.stream().map(Stopped::size)).isEqualTo(sizes);
      assertThat(straight.exitCode()).isEqualTo(76);
    }
  }

  private static boolean isFree(LoneServer server, String key) {
    try {
      return server.line(key).isEmpty();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A shell that somebody types into. */
  private static Spawned terminal() throws IOException {
    return Spawned.start(Map.of("ENV", ""), List.of("script", "-qec", "sh -i", "/dev/null"));
  }

  private Path signs(String key) {
    return directory.resolve(key);
  }

  private String[] arguments(LoneServer server, String key) {
    return new String[] {
      "run",
      key,
      "--connect",
      server.address(),
      "--connect-timeout",
      "60s",
      "--session-timeout",
      "4s",
      "--",
      "sh",
      "-c",
      COMMAND,
      signs(key).toString()
    };
  }

  /** The same as a line of a shell. */
  private String typed(LoneServer server, String key) {
    List<String> words = new ArrayList<>();
    for (String word : Spawned.command(arguments(server, key))) {
      words.add("'" + word.replace("'", "'\\''") + "'");
    }
    return String.join(" ", words);
  }
}
