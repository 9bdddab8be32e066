package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside other agents, and beside what replaces the objects of tests: locked once. */
class BesideOthersIT {

  /** Prints how often a lock was granted, and entered again. */
  private static final String COUNTS =
      """
      import java.lang.management.ManagementFactory;
      import java.util.*;
      import javax.management.*;
      import javax.management.openmbean.*;
      public class Counts {
        static String of(String lock) throws Exception {
          ObjectName name = new ObjectName("io.zklocked:type=Locks");
          while (true) {
            try {
              TabularData locks = (TabularData) ManagementFactory.getPlatformMBeanServer().getAttribute(name, "Locks");
              CompositeData row = locks.get(new Object[] {lock});
              if (row == null) continue; // so do the figures
              TabularData all = (TabularData) ((CompositeData) row.get("value")).get("acquisitions");
              Map<Object, Object> counts = new TreeMap<>();
              for (Object each : all.values()) counts.put(((CompositeData) each).get("key"), ((CompositeData) each).get("value"));
              return counts.get("granted") + " granted, " + counts.get("reentered") + " entered again";
            } catch (InstanceNotFoundException e) {
              Thread.onSpinWait(); // the meters come up on a thread of their own
            }
          }
        }
      }
      """;

  private static final String TRACED =
      """
      import io.zklocked.*;
      public class Traced {
        static class Service {
          @ZkLocked("beside/{0}") synchronized String call(int i) { return HeldLock.current().resource() + " " + Thread.holdsLock(this); }
        }
        public static void main(String[] a) throws Exception {
          System.out.println(new Service().call(1));
          System.out.println(Counts.of("beside/{0}"));
          System.exit(0);
        }
      }
      """;

  private static final String MOCKED =
      """
      import io.zklocked.*;
      import org.mockito.Mockito;
      public class Mocked {
        static class Service {
          @ZkLocked("mocked/{0}") String call(int i) { return HeldLock.current().resource(); }
        }
        public static void main(String[] a) throws Exception {
          System.out.println(new Service().call(1));
          Service mock = Mocked.inline();
          System.out.println(mock.call(2));
          Service spy = Mockito.spy(new Service());
          System.out.println(spy.call(3));
          Mockito.verify(spy).call(3);
          System.out.println(Counts.of("mocked/{0}"));
          System.exit(0);
        }
        static Service inline() {
          Service mock = Mockito.mock(Service.class);
          Mockito.when(mock.call(2)).thenReturn("mock");
          return mock;
        }
      }
      """;

  private static final Path OTHERS = Path.of("target", "other-agents").toAbsolutePath();

  @TempDir static Path directory;

  @BeforeAll
  static void compile() throws Exception {
    Forked.compile(directory, "Counts", COUNTS);
    String path = Forked.ANNOTATIONS + File.pathSeparator + directory;
    Forked.compile(directory, "Traced", TRACED, path);
    Forked.compile(directory, "Mocked", MOCKED, path + File.pathSeparator + mockito());
  }

  @Test
  void trap24OtherAgentsWorkAndTheMethodIsLockedOnce() throws Exception {
    check(17, true);
  }

  /** The others; each costs seconds, nearly all of them OpenTelemetry's. */
  @Tag("soak")
  @ParameterizedTest
  @CsvSource({"17,false", "25,true", "25,false"})
  void trap24OtherAgentsInAnyOrder(int jdk, boolean oursIsFirst) throws Exception {
    check(jdk, oursIsFirst);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void mockDoesNotLockAndSpyDoesOnce(int jdk) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("-javaagent:" + Forked.AGENT + "=connect=memory");
    if (jdk == 25) {
      // As Mockito asks for there; elsewhere it attaches itself. Before ours it would lie within.
      command.add("-javaagent:" + jar(org.mockito.Mockito.class));
    }
    command.add("-cp");
    command.add(directory + File.pathSeparator + Forked.ANNOTATIONS + ":" + mockito());
    command.add("Mocked");
    Outcome outcome = Forked.run(Forked.tool(jdk, "java"), command.toArray(new String[0]));
    assertThat(outcome.out())
        .as("%s", outcome.err())
        .containsExactly("mocked/1", "mock", "mocked/3", "2 granted, 0 entered again");
  }

  private static void check(int jdk, boolean oursIsFirst) throws Exception {
    Path covered = directory.resolve("covered-" + jdk + oursIsFirst + ".exec");
    List<String> agents =
        new ArrayList<>(
            List.of(
                "-javaagent:" + Forked.AGENT + "=connect=memory",
                "-javaagent:"
                    + OTHERS.resolve("org.jacoco.agent-runtime.jar")
                    + "=destfile="
                    + covered,
                "-javaagent:" + OTHERS.resolve("opentelemetry-javaagent.jar")));
    if (!oursIsFirst) {
      Collections.reverse(agents);
    }
    List<String> command = new ArrayList<>(agents);
    command.addAll(
        List.of(
            "-Dotel.traces.exporter=console",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none",
            "-Dotel.instrumentation.methods.include=Traced$Service[call]",
            "-cp",
            directory + File.pathSeparator + Forked.ANNOTATIONS,
            "Traced"));
    Outcome outcome = Forked.run(Forked.tool(jdk, "java"), command.toArray(new String[0]));
    assertThat(outcome.out())
        .as("%s", outcome.err())
        .containsExactly("beside/1 true", "1 granted, 0 entered again");
    assertThat(outcome.err()).filteredOn(line -> line.contains("'Service.call'")).hasSize(1);
    assertThat(new String(Files.readAllBytes(covered), StandardCharsets.ISO_8859_1))
        .contains("Traced$Service");
  }

  private static String mockito() throws Exception {
    return String.join(
        File.pathSeparator,
        jar(org.mockito.Mockito.class),
        jar(net.bytebuddy.ByteBuddy.class),
        jar(net.bytebuddy.agent.ByteBuddyAgent.class),
        jar(org.objenesis.Objenesis.class));
  }

  private static String jar(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
