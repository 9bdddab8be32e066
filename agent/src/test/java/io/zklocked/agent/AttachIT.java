package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zklocked.agent.Forked.Outcome;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code attach}: into JVMs that run, and at all that is none or does not want it. */
class AttachIT {

  private static final String TARGET =
      """
      import io.zklocked.*;
      import java.util.*;
      public class Target {
        @ZkLocked("early/{id}") private static String early(int id) { return held(); }
        @ZkLocked("monitor") synchronized String monitor() { return held() + " " + Thread.holdsLock(this); }
        static class Late { @ZkLocked("late") static String call() { return held(); } }
        static String held() {
          try { return HeldLock.current().resource(); } catch (IllegalStateException e) { return "none"; }
        }
        public static void main(String[] a) {
          System.out.println(early(1));
          Scanner in = new Scanner(System.in);
          while (in.hasNextLine()) {
            String command = in.nextLine();
            System.out.println(command.equals("early") ? early(2)
                : command.equals("monitor") ? new Target().monitor() : Late.call());
          }
        }
      }
      """;

  private static Path directory;

  @BeforeAll
  static void compile() throws Exception {
    // Open to all, since one of the targets is another user's.
    directory = Files.createTempDirectory("attach");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Forked.compile(directory, "Target", TARGET);
  }

  @AfterAll
  static void delete() throws Exception {
    try (var files = Files.walk(directory)) {
      files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void trap22AttachedAgentLocksWhatWasLoadedBefore(int jdk) throws Exception {
    try (Clerk target = target(jdk)) {
      assertThat(target.says()).isEqualTo("none");

      Outcome misspelt = attach(jdk, target.pid(), "conect=memory");
      assertThat(misspelt.exit()).isEqualTo(1);
      assertThat(misspelt.err())
          .singleElement()
          .asString()
          .startsWith("zklocked: not attached: process " + target.pid() + " says: ")
          .contains("unknown key 'conect'. Did you mean connect?");
      assertThat(target.does("early")).isEqualTo("none");

      Outcome attached = attach(jdk, target.pid(), "connect=memory");
      assertThat(attached.exit()).as("%s", attached.err()).isZero();
      assertThat(attached.err())
          .singleElement()
          .asString()
          .contains("ensemble memory", "attached to process " + target.pid());
      assertThat(target.does("early")).isEqualTo("early/2");
      assertThat(target.does("monitor")).isEqualTo("monitor true");
      assertThat(target.does("late")).isEqualTo("late");
      target.awaitError("Target#monitor() was loaded before the agent and waits for its lock");

      Outcome again = attach(jdk, target.pid(), "connect=memory");
      assertThat(again.exit()).isEqualTo(1);
      assertThat(again.err()).singleElement().asString().contains("more than once");
      assertThat(target.does("early")).isEqualTo("early/2");
      assertThat(target.errors()).noneMatch(line -> line.contains("Exception"));
      assertThat(target.errors().stream().anyMatch(line -> line.contains("loaded dynamically")))
          .as("JEP 451 warns")
          .isEqualTo(jdk > 17);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void trap22JvmThatLetsNoAgentInIsLeftAlone(int jdk) throws Exception {
    try (Clerk closed = target(jdk, "-XX:-EnableDynamicAgentLoading");
        Clerk deaf = target(jdk, "-XX:+DisableAttachMechanism")) {
      closed.says();
      deaf.says();
      assertRefused(
          attach(jdk, closed.pid(), "connect=memory"),
          "lets no agent in while it runs (-XX:-EnableDynamicAgentLoading): give it the agent on"
              + " its command line, and start it again");
      assertRefused(
          attach(jdk, deaf.pid(), "connect=memory"),
          "lets nobody attach (-XX:+DisableAttachMechanism): give it the agent on its command"
              + " line, and start it again");
      assertThat(closed.does("early")).isEqualTo("none");
      assertThat(deaf.does("early")).isEqualTo("none");
    }
  }

  @Test
  void processThatIsNoJvmLivesOn() throws Exception {
    Process other = new ProcessBuilder("sleep", "90").start();
    try {
      assertRefused(attach(17, other.pid(), "connect=memory"), "is not a JVM");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroy();
    }
  }

  @Test
  void whatIsNoProcessIsSaidToBeNone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    assertRefused(attach(17, gone.pid(), "connect=memory"), "there is no process " + gone.pid());
    Outcome senseless = java(17, "-jar", Forked.AGENT.toString(), "attach", "Target");
    assertThat(senseless.exit()).isEqualTo(2);
    assertThat(senseless.err()).singleElement().asString().contains("attach <pid> [options]");
  }

  @Test
  void javaWithoutTheModuleSaysSo() throws Exception {
    Outcome outcome =
        java(
            17,
            "--limit-modules",
            "java.base,java.instrument,java.logging,java.security.sasl",
            "-jar",
            Forked.AGENT.toString(),
            "attach",
            "1");
    assertRefused(
        outcome, "this java has no module jdk.attach: run the command by the java of a JDK");
  }

  @Test
  void otherUsersAreToldApart() throws Exception {
    assumeTrue(
        System.getProperty("user.name").equals("root") && Files.exists(Path.of("/usr/bin/setpriv")),
        "only root can be two users, by setpriv");
    Path jar = Files.copy(Forked.AGENT, directory.resolve("agent.jar"));
    String[] nobody = {"/usr/bin/setpriv", "--reuid=65534", "--clear-groups"};
    String java = Forked.tool(17, "java");
    try (Clerk own = target(17);
        Clerk others =
            new Clerk(with(nobody, java, "-cp", directory.toString() + ":" + copied(), "Target"))) {
      own.says();
      others.says();
      Outcome stranger =
          Forked.run(
              nobody[0],
              tail(with(nobody, java, "-jar", jar.toString(), "attach", "" + own.pid(), "x=y")));
      assertRefused(stranger, "belongs to root: run this command as that user");
      assertThat(own.does("early")).isEqualTo("none");

      Path hidden = Files.createTempDirectory("hidden");
      Path unreadable = Files.copy(jar, hidden.resolve("agent.jar"));
      assertRefused(
          java(17, "-jar", unreadable.toString(), "attach", "" + others.pid(), "connect=memory"),
          "cannot read " + unreadable + ": the jar must lie there for its user as well");
      Files.delete(unreadable);
      Files.delete(hidden);
      assertThat(others.does("early")).isEqualTo("none");

      Outcome attached =
          java(17, "-jar", jar.toString(), "attach", "" + others.pid(), "connect=memory");
      assertThat(attached.exit()).as("%s", attached.err()).isZero();
      assertThat(others.does("early")).isEqualTo("early/2");
    }
  }

  /** The annotations, where everybody can read them. */
  private static Path copied() throws Exception {
    Path from = Path.of(Forked.ANNOTATIONS);
    Path to = directory.resolve("annotations");
    try (var files = Files.walk(from)) {
      for (Path each : files.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
    return to;
  }

  private static void assertRefused(Outcome outcome, String reason) {
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).singleElement().asString().startsWith("zklocked: ").contains(reason);
  }

  private static Clerk target(int jdk, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Forked.tool(jdk, "java"));
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cp", directory + File.pathSeparator + Forked.ANNOTATIONS, "Target"));
    return new Clerk(command.toArray(new String[0]));
  }

  private static Outcome attach(int jdk, long pid, String options) throws Exception {
    return java(jdk, "-jar", Forked.AGENT.toString(), "attach", Long.toString(pid), options);
  }

  private static Outcome java(int jdk, String... arguments) throws Exception {
    return Forked.run(Forked.tool(jdk, "java"), arguments);
  }

  private static String[] with(String[] first, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(Arrays.asList(more));
    return all.toArray(new String[0]);
  }

  private static String[] tail(String[] command) {
    return Arrays.copyOfRange(command, 1, command.length);
  }
}
