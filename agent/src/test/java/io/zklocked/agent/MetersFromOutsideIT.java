package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scripted run of an application under the agent, whose meters another process reads. */
@Timeout(120)
class MetersFromOutsideIT {

  private static final String SCRIPT =
      """
      import io.zklocked.*;
      public class Script {
        @ZkLocked("grants/{id}") static void granted(int id) {}
        @ZkLocked("nested") static void outer() { inner(); }
        @ZkLocked("nested") static void inner() {}
        @ZkLocked("held") static void held(Runnable body) { body.run(); }
        @ZkLocked(value = "held", waitTime = "50ms") static void busy() {}
        @ZkLocked(value = "held", onBusy = OnBusy.SKIP) static void skipped() {}
        @ZkLocked("held") static void interrupted() {}
        @ZkLocked(value = "away", waitTime = "300ms") static void unavailable() {}
        @ZkLocked("lost") static void lost() throws Exception {
          await("stop");
          while (HeldLock.current().state() == LockState.VALID) Thread.onSpinWait();
        }
        static void await(String what) throws Exception {
          System.out.println(what);
          System.in.read();
        }
        static void inThread(Runnable work) {
          Thread thread = new Thread(() -> { try { work.run(); } catch (ZkLockException e) { } });
          thread.start();
          try { thread.join(); } catch (InterruptedException e) { throw new Error(e); }
        }
        public static void main(String[] none) throws Exception {
          for (int id = 0; id < 5; id++) granted(id);
          outer();
          held(() -> inThread(Script::busy));
          held(() -> inThread(Script::skipped));
          held(() -> inThread(() -> { Thread.currentThread().interrupt(); interrupted(); }));
          try { lost(); } catch (LockLostException e) { System.out.println(e.reason()); }
          try { unavailable(); } catch (LockUnavailableException e) { System.out.println("away"); }
          await("read");
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  void everyMeterTellsWhatTheScriptDid() throws Exception {
    Forked.compile(directory, "Script", SCRIPT);
    try (TestingServer server = new TestingServer()) {
      Process script =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  "-javaagent:"
                      + Forked.AGENT
                      + "=connect="
                      + server.getConnectString()
                      + ",session-timeout=6s",
                  "-cp",
                  directory + java.io.File.pathSeparator + Forked.ANNOTATIONS,
                  "Script")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader said =
              new BufferedReader(
                  new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8));
          OutputStream go = script.getOutputStream()) {
        assertThat(said.readLine()).isEqualTo("stop");
        server.stop();
        go.write('\n');
        go.flush();
        assertThat(said.readLine()).isEqualTo("UNPROVEN");
        assertThat(said.readLine()).isEqualTo("away");
        assertThat(said.readLine()).isEqualTo("read");
        check(read(script.pid()));
        go.write('\n');
        go.flush();
        assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
      } finally {
        script.destroyForcibly();
      }
    }
  }

  private static void check(Map<String, Object> meters) {
    meters.forEach((name, value) -> System.out.println("[meter] " + name + " = " + value));
    assertThat(meters)
        .containsEntry("grants/{id} acquisitions granted", 5L)
        .containsEntry("grants/{id} hold count", 5L)
        .containsEntry("grants/{id} wait count", 5L)
        .containsEntry("nested acquisitions granted", 1L)
        .containsEntry("nested acquisitions reentered", 1L)
        .containsEntry("held acquisitions granted", 3L)
        .containsEntry("held acquisitions busy", 1L)
        .containsEntry("held acquisitions skipped", 1L)
        .containsEntry("held acquisitions interrupted", 1L)
        .containsEntry("lost lost unproven", 1L)
        .containsEntry("away acquisitions unavailable", 1L)
        .containsEntry("held active", 0L)
        .containsEntry("held queued", 0L)
        .containsEntry("SessionTimeoutMillis", 6000L)
        .containsEntry("SessionState", "disconnected");
    assertThat(meters.get("held wait maxMillis"))
        .as("the busy call waited for its 50 ms")
        .isInstanceOfSatisfying(
            Double.class, millis -> assertThat(millis).isGreaterThanOrEqualTo(50.0));
  }

  /** Reads the bean of another process, as any tool does that knows JMX and nothing of ours. */
  @SuppressWarnings("BanJNDI") // the other process is this test's own
  private static Map<String, Object> read(long pid) throws Exception {
    VirtualMachine other = VirtualMachine.attach(Long.toString(pid));
    String address = other.startLocalManagementAgent();
    other.detach();
    Map<String, Object> meters = new TreeMap<>();
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
      var server = connector.getMBeanServerConnection();
      ObjectName name = new ObjectName("io.zklocked:type=Locks");
      for (String attribute : new String[] {"SessionState", "SessionTimeoutMillis", "Reconnects"}) {
        meters.put(attribute, server.getAttribute(name, attribute));
      }
      flatten("", server.getAttribute(name, "Locks"), meters);
    }
    return meters;
  }

  private static void flatten(String prefix, Object value, Map<String, Object> meters) {
    if (value instanceof TabularData table) {
      for (Object row : table.values()) {
        CompositeData entry = (CompositeData) row;
        flatten(prefix + entry.get("key") + " ", entry.get("value"), meters);
      }
    } else if (value instanceof CompositeData composite) {
      for (String key : composite.getCompositeType().keySet()) {
        flatten(prefix + key + " ", composite.get(key), meters);
      }
    } else {
      meters.put(prefix.strip(), value);
    }
  }
}
