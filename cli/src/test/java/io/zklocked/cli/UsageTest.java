package io.zklocked.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  @Test
  void commandThatDoesNotExistIsNotRunButGuessed() {
    Outcome called = Outcome.with("chek", "orders/42");
    assertThat(called)
        .isEqualTo(
            new Outcome(
                64,
                "",
                "zklocked: There is no command 'chek'. Did you mean check? zklocked --help"
                    + " explains.\n"));
  }

  @Test
  void optionThatDoesNotExistIsGuessed() {
    assertThat(Outcome.with("check", "a", "--conect=x:1").err())
        .isEqualTo(
            "zklocked: There is no option '--conect=x:1'. Did you mean --connect? zklocked check"
                + " --help explains.\n");
  }

  @Test
  void nothingAtAllIsExplained() {
    assertThat(Outcome.with())
        .isEqualTo(new Outcome(64, "", "zklocked: Name a command. zklocked --help explains.\n"));
  }

  @Test
  void misuseIsJsonToo() {
    assertThat(Outcome.with("check", "--json"))
        .isEqualTo(
            new Outcome(
                64,
                "{\"error\":\"usage\",\"message\":\"Missing required parameter: 'KEY'. zklocked check"
                    + " --help explains.\",\"exitCode\":64}\n",
                ""));
  }

  @Test
  void configurationIsRefusedAsEverywhere() {
    assertThat(Outcome.with("check", "a", "--connect=zk:2181", "--root=app").err())
        .isEqualTo(
            "zklocked: option --root is 'app', which cannot be used: it does not start with /."
                + " Allowed: an absolute path of one element or more. Write for example"
                + " --root=/zklocked.\n");
    assertThat(Outcome.with("check", "a", "--connect=memory").err())
        .startsWith("zklocked: connect=memory keeps locks within one JVM");
  }

  @Test
  void ensembleThatIsAwayEndsTheCommandWithinTheConnectTimeout() {
    long began = System.nanoTime();
    Outcome called = Outcome.with("--connect=127.0.0.1:1", "check", "a", "--connect-timeout=300ms");
    assertThat(called)
        .isEqualTo(
            new Outcome(
                69,
                "",
                "zklocked: The ensemble is away: no server of 127.0.0.1:1 answers; see that it"
                    + " runs, and that the address is right.\n"));
    assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
    assertThat(
            Outcome.with("ls", "--json", "--connect=127.0.0.1:1", "--connect-timeout=300ms").out())
        .isEqualTo(
            "{\"error\":\"unavailable\",\"message\":\"The ensemble is away: no server of 127.0.0.1:1"
                + " answers; see that it runs, and that the address is right.\",\"exitCode\":69}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "ls", "who", "queue", "watch", "break", "breaks"})
  void everyCommandExplainsItself(String command) {
    Outcome help = Outcome.with(command, "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("Usage: zklocked " + command, "--json", "--connect=VALUE", "Exit codes:")
        .containsPattern("Examples?:\\R  zklocked " + command)
        .contains("--json", " prints one object");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(90));
  }

  @Test
  void helpOfAllNamesEveryCommandAndExitCode() {
    List<String> help = Outcome.with("--help").lines();
    assertThat(String.join("\n", help))
        .contains("check", "ls", "who", "queue", "watch", "break", "generate-completion")
        .contains("  69    the ensemble is away");
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    Outcome completion = Outcome.with("generate-completion");
    assertThat(completion.exitCode()).isZero();
    assertThat(completion.out())
        .contains("complete -F _complete_zklocked", "--connect", "--reason", "queue");
  }
}
