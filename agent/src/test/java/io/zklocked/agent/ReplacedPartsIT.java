package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that replace parts of their JVM, or restrict it. */
class ReplacedPartsIT {

  /** Replaces what a JVM lets one replace, and tells what has come to the replacements by then. */
  private static final String APP =
      """
      import io.zklocked.*;
      import java.io.*;
      import java.nio.file.*;
      import java.nio.file.attribute.*;
      import java.nio.file.spi.*;
      import java.util.*;
      import java.util.logging.*;
      public class App {
        static final List<String> said = Collections.synchronizedList(new ArrayList<>());
        public static class Logs extends LogManager {
          public Logs() { said.add("logs by " + Thread.currentThread().getName()); }
        }
        public static class Beans extends javax.management.MBeanServerBuilder {
          public Beans() { said.add("beans"); }
        }
        static class Service {
          @ZkLocked("part/{0}") static String call(int i) { return HeldLock.current().resource(); }
          @ZkLocked("wrong/{none}") static void wrong() {}
        }
        static class Deaf extends PrintStream {
          Deaf() { super(OutputStream.nullOutputStream()); }
          @Override public void write(byte[] b, int off, int len) { said.add("printed " + new String(b, off, len)); }
          @Override public void println(String line) { said.add("printed " + line); }
        }
        public static void main(String[] a) throws Exception {
          PrintStream out = System.out;
          out.println("before main: " + said);
          System.setOut(new Deaf());
          System.setErr(new Deaf());
          out.println(Service.call(1));
          out.println("printed: " + said);
          out.println(LogManager.getLogManager().getClass().getSimpleName());
          out.println(java.lang.management.ManagementFactory.getPlatformMBeanServer() != null);
          out.println(said);
          System.exit(0);
        }
      }
      """;

  private static final String GUARDED =
      """
      import io.zklocked.*;
      public class Guarded {
        @ZkLocked("guarded/{id}") static String call(int id) { return HeldLock.current().resource(); }
        public static void main(String[] a) {
          System.out.println(call(1));
          try { System.getProperty("user.home"); System.out.println("may read"); }
          catch (SecurityException e) { System.out.println("may not read"); }
          try { inside(); } catch (SecurityException e) { System.out.println("nor under a lock"); }
        }
        @ZkLocked("inside") static void inside() { System.getProperty("user.home"); }
      }
      """;

  @TempDir static Path directory;

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void trap1And8NothingThatMayBeReplacedIsTouched(int jdk) throws Exception {
    Forked.compile(directory, "App", APP);
    Outcome outcome =
        Forked.run(
            Forked.tool(jdk, "java"),
            "-Djava.util.logging.manager=App$Logs",
            "-Djavax.management.builder.initial=App$Beans",
            "-javaagent:" + Forked.AGENT + "=connect=memory,log=debug,metrics=off",
            "-cp",
            path(),
            "App");
    assertThat(outcome.out())
        .as("%s", outcome.err())
        .containsExactly(
            "before main: []", "part/1", "printed: []", "Logs", "true", "[logs by main, beans]");
    assertThat(outcome.err())
        .anyMatch(line -> line.contains("woven App$Service"))
        .anyMatch(line -> line.contains("App$Service#wrong() throws"));
  }

  @Test
  void trap26SecurityManagerOfJdk17LetsTheAgentLockIfItsPolicyDoes() throws Exception {
    Forked.compile(directory, "Guarded", GUARDED);
    Path policy = directory.resolve("policy");
    Files.writeString(
        policy,
        "grant codeBase \""
            + Forked.AGENT.toUri()
            + "\" { permission java.security.AllPermission; };");
    Outcome granted =
        Forked.run(
            Forked.tool(17, "java"),
            "-Djava.security.manager",
            "-Djava.security.policy==" + policy,
            "-javaagent:" + Forked.AGENT + "=connect=memory",
            "-cp",
            path(),
            "Guarded");
    assertThat(granted.out())
        .as("%s", granted.err())
        .containsExactly("guarded/1", "may not read", "nor under a lock");

    Outcome refused =
        Forked.run(
            Forked.tool(17, "java"),
            "-Djava.security.manager",
            "-javaagent:" + Forked.AGENT + "=connect=memory",
            "-cp",
            path(),
            "Guarded");
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.out()).noneMatch(line -> line.contains("guarded"));
    assertThat(refused.err())
        .contains(
            "zklocked: the security manager stops the agent: grant its jar"
                + " java.security.AllPermission in the policy");
  }

  private static String path() {
    return directory + File.pathSeparator + Forked.ANNOTATIONS;
  }
}
