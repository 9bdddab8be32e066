package io.zklocked.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zklocked.cli.LoneServer;
import io.zklocked.cli.Spawned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shells that are talked to through pipes and terminals, on a real server. */
@Timeout(120)
class ShellIT {

  private static final String CTRL_C = "\003";
  private static final String CTRL_D = "\004";

  @TempDir private static Path directory;
  private static LoneServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new LoneServer(directory.resolve("server"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void twoShellsTakeTurnsAndSeeEachOtherById() throws Exception {
    try (Spawned one = shell();
        Spawned other = shell()) {
      String id = one.line("client 0x").replaceAll("client (0x\\w+),.*", "$1");
      other.line("client 0x");
      assertThat(answer(one, "preempt a")).startsWith("Lock 'a' is this shell's, token ");
      assertThat(answer(other, "preempt a")).startsWith("Refused").contains("thread shell " + id);
      assertThat(answer(other, "check a"))
          .startsWith("a: exclusive, held")
          .contains("thread shell " + id)
          .doesNotContain("this shell");
      assertThat(answer(one, "check a")).endsWith("this shell has it");
      assertThat(answer(one, "release")).isEqualTo("Released lock 'a'.");
      assertThat(answer(other, "acquire a 5s")).startsWith("Lock 'a' is this shell's");
      one.end();
      assertThat(one.exitCode()).isZero();
      other.end();
      assertThat(other.exitCode()).as("the first that failed").isEqualTo(75);
      assertThat(server.line("a")).isEmpty();
    }
  }

  @Test
  void lossIsToldAtOnceAndAtTheEnd() throws Exception {
    try (Spawned shell = shell()) {
      shell.write("preempt b\n");
      shell.line("this shell's");
      server.deleteHolder("b");
      assertThat(shell.line("was lost")).startsWith("zklocked: Lock 'b'");
      shell.write("held\n");
      shell.line("This shell has no lock.");
      shell.write("release b\nexit\n");
      shell.line("does not have lock 'b'");
      assertThat(shell.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void silenceIsToldBeforeTheLockIsLostAndWhenItIsLeft() throws Exception {
    try (LoneServer away = new LoneServer(directory.resolve("away"));
        Spawned shell =
            Spawned.zklocked("shell", "--connect", away.address(), "--session-timeout", "4s")) {
      shell.write("preempt c\n");
      shell.line("Lock 'c' is this shell's");
      shell.write("preempt d\n");
      shell.line("Lock 'd' is this shell's");
      away.stop();
      shell.line("cannot be proven");
      shell.signal("TERM");
      assertThat(shell.exitCode()).isEqualTo(143);
      for (String lock : List.of("'c'", "'d'")) {
        assertThat(shell.lines())
            .anyMatch(
                line ->
                    line.matches(
                        ".*(Lock %1$s was lost|that lock %1$s is released).*".formatted(lock)));
      }
    }
  }

  @Test
  void badLinesAreToldAndTheShellGoesOn() throws Exception {
    try (Spawned shell = shell()) {
      shell.line("client");
      assertThat(answer(shell, "premept d"))
          .isEqualTo("There is no command 'premept'. Did you mean preempt?");
      assertThat(answer(shell, "check")).isEqualTo("Write: check KEY");
      assertThat(answer(shell, "check 'd")).contains("quote");
      assertThat(answer(shell, "check ..")).contains("..");
      assertThat(answer(shell, "acquire d soon")).contains("soon");
      assertThat(answer(shell, "# nothing\n\npreempt 'two words'")).contains("'two words'");
      shell.write("ls\n");
      shell.line("two words: exclusive, held");
      shell.end();
      assertThat(shell.exitCode()).isEqualTo(64);
    }
  }

  @Test
  void programsReadObjects() throws Exception {
    try (Spawned shell = Spawned.zklocked("shell", "--json", "--connect", server.address())) {
      assertThat(shell.lineAfter(0)).startsWith("{\"client\":\"0x");
      assertThat(answer(shell, "preempt e"))
          .startsWith("{\"resource\":\"e\"")
          .contains("\"token\":");
      server.deleteHolder("e");
      assertThat(shell.line("\"event\"")).contains("\"event\":\"lost\"", "\"resource\":\"e\"");
      shell.end();
      assertThat(shell.exitCode()).isEqualTo(76);
    }
  }

  @Test
  void signalEndsAShellThatWaitsAndLeavesNothing() throws Exception {
    try (Spawned holder = shell();
        Spawned shell = shell()) {
      holder.write("preempt f\n");
      holder.line("this shell's");
      shell.write("preempt g\nacquire f forever\n");
      shell.line("Lock 'g'");
      Spawned.eventually("two in line", () -> inLine("f") == 2);
      shell.signal("INT");
      assertThat(shell.exitCode()).isEqualTo(130);
      assertThat(server.line("f")).hasSize(1);
      assertThat(server.line("g")).isEmpty();
    }
  }

  @Test
  void personAtATerminalHasAPromptCompletionHistoryAndCtrlC() throws Exception {
    try (Spawned holder = shell()) {
      holder.write("preempt taken-by-other\n");
      holder.line("this shell's");
      Path state = directory.resolve("state");
      try (Spawned shell = terminal(state)) {
        shell.line("client 0x");
        shell.write("acq\ttaken-b\t\n");
        Spawned.eventually("two in line", () -> inLine("taken-by-other") == 2);
        shell.write(CTRL_C);
        shell.line("Given up");
        Spawned.eventually("one in line", () -> inLine("taken-by-other") == 1);
        shell.write("never said" + CTRL_C + "pre\tmine\n");
        shell.line("Lock 'mine' is this shell's");
        server.deleteHolder("mine");
        shell.line("! Lock 'mine' was lost");
        shell.write("preempt mine-again\n");
        shell.line("Lock 'mine-again' is this shell's");
        shell.write(CTRL_D);
        assertThat(shell.exitCode()).isZero();
        assertThat(server.line("mine-again")).isEmpty();
      }
      assertThat(Files.readAllLines(state.resolve("zklocked/history")))
          .containsExactly("acquire taken-by-other", "preempt mine", "preempt mine-again");
    }
  }

  @Test
  void historyThatCannotBeKeptIsNoFailure() throws Exception {
    Path file = Files.writeString(directory.resolve("no-directory"), "");
    try (Spawned shell = terminal(file)) {
      shell.line("The history is not kept");
      shell.line("client 0x");
      shell.write("preempt h\n");
      shell.line("Lock 'h' is this shell's");
      shell.write("exit\n");
      assertThat(shell.exitCode()).isZero();
    }
  }

  private static Spawned shell() throws Exception {
    return Spawned.zklocked("shell", "--connect", server.address());
  }

  /** A shell at a terminal of its own, made by util-linux. */
  private static Spawned terminal(Path state) throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/script")), "there is no script(1) to make a terminal");
    String shell = String.join(" ", Spawned.command("shell", "--connect", server.address()));
    return Spawned.start(
        Map.of("XDG_STATE_HOME", state.toString(), "TERM", "xterm"),
        List.of("/usr/bin/script", "-qec", "stty rows 30 cols 120; exec " + shell, "/dev/null"));
  }

  /** Says a line, and the line that is said next. */
  private static String answer(Spawned shell, String said) throws Exception {
    int before = shell.count();
    shell.write(said + "\n");
    return shell.lineAfter(before);
  }

  private static int inLine(String key) {
    try {
      return server.line(key).size();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
