package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is only observed: nothing is locked, and nothing goes wrong for locks. */
class ObserveIT {

  private static final String APP =
      """
      import io.zklocked.*;
      import java.util.concurrent.*;

      public class App {
        static final CyclicBarrier both = new CyclicBarrier(2);

        @ZkLocked("orders/{id}") static String together(int id) throws Exception {
          both.await(10, TimeUnit.SECONDS);
          HeldLock held = HeldLock.current();
          held.ensureValid();
          return held.resource() + " " + held.state() + " " + held.fencingToken();
        }
        @ZkLocked(value = "skips", onBusy = OnBusy.SKIP) static void skips(CyclicBarrier other) throws Exception {
          other.await(10, TimeUnit.SECONDS);
        }
        @ZkLocked("again/{id}") static int again(int id) { return id == 0 ? 0 : 1 + again(id - 1) + same(7) + same(7); }
        @ZkLocked("same/{id}") static int same(int id) { return 0; }
        @ZkLocked("null/{name}") static String noKey(String name) { return "ran " + name; }
        @ZkLocked("x/{nope}") static int refused(int id) { return id; }
        @ZkLocked(value = "t", releaseAt = ReleaseAt.TRANSACTION) static String noTransaction() { return "ran"; }
        @ZkLocked("f") static void fails() { throw new IllegalStateException("the body's own"); }

        public static void main(String[] arguments) throws Exception {
          ExecutorService one = Executors.newSingleThreadExecutor();
          Future<String> other = one.submit(() -> together(42));
          System.out.println(together(42) + " and " + other.get());
          Future<?> skipped = one.submit(() -> { skips(both); return null; });
          skips(both);
          skipped.get();
          one.shutdown();
          System.out.println(again(3));
          System.out.println(noKey(null) + " " + noKey(null) + " " + refused(7) + " " + noTransaction());
          try { fails(); } catch (IllegalStateException e) {
            System.out.println(e.getMessage() + " " + e.getSuppressed().length);
          }
          Thread.currentThread().interrupt();
          same(1);
          System.out.println("interrupted " + Thread.interrupted());
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void bodiesRunSideBySideAndWhatWouldHaveWaitedIsTold() throws Exception {
    Forked.compile(directory, "App", APP);
    Path file = directory.resolve("report.json");
    Outcome outcome =
        Forked.java(
            "-javaagent:" + Forked.AGENT + "=observe=on,report=" + file,
            "-cp",
            directory + java.io.File.pathSeparator + Forked.ANNOTATIONS,
            "App");
    assertThat(outcome.out())
        .as("%s", outcome.err())
        .containsExactly(
            "orders/42 VALID 0 and orders/42 VALID 0",
            "3",
            "ran null ran null 7 ran",
            "the body's own 0",
            "interrupted true");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err().get(0)).contains("OBSERVES ONLY, NOTHING IS LOCKED (observe=on)");
    assertThat(outcome.err())
        .anyMatch(line -> line.contains("WARN") && line.contains("NOTHING IS LOCKED"))
        .anyMatch(line -> line.contains("'orders/42' of 'orders/{id}' was held when App#together"))
        .anyMatch(line -> line.contains("App#skips, which does not wait, would have been skipped"))
        .anyMatch(line -> line.contains("App#noKey could not be locked: "))
        .anyMatch(line -> line.contains("'orders/{id}': 2 calls, of which 1 would have waited"))
        .anyMatch(line -> line.contains("App#noKey: 2 calls could not be locked"))
        .anyMatch(line -> line.contains("NOTHING WAS LOCKED in this JVM"))
        .anyMatch(line -> line.contains("methods observed, NOT LOCKED: 7"))
        .noneMatch(line -> line.contains("noTransaction could not"))
        .noneMatch(line -> line.contains("session"));
    assertThat(Files.readString(file))
        .contains(
            "\"ensemble\": \"none: OBSERVES ONLY, NOTHING IS LOCKED", "\"methodsObserved\": 7")
        .containsSubsequence("\"method\": \"refused\"", "\"state\": \"runs unlocked\"")
        .containsSubsequence("\"method\": \"together\"", "\"state\": \"observed\"", "\"calls\": 2")
        .containsSubsequence("\"observed\": {", "\"skips\"", "\"wouldHaveBeenRefused\": 1")
        .containsSubsequence("\"notLockable\": {", "\"App#noKey\": 2");
  }
}
