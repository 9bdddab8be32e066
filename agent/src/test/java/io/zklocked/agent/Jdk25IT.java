package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.agent.Forked.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only newer JDKs have. Skipped where there is no JDK 25. */
class Jdk25IT {

  private static final String APP =
      """
      import io.zklocked.*;
      public class App {
        static class Plain { String name() { return "plain"; } }
        static class Service { @ZkLocked("aot/{id}") static String call(int id) { return HeldLock.current().resource(); } }
        public static void main(String[] a) {
          System.out.println(new Plain().name());
          try { System.out.println(Service.call(1)); } catch (IllegalStateException e) { System.out.println("no lock"); }
        }
      }
      """;

  private static final String CROWD =
      """
      import io.zklocked.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.atomic.*;
      public class Crowd {
        static final AtomicInteger inside = new AtomicInteger();
        static final AtomicInteger most = new AtomicInteger();
        static int calls;
        @ZkLocked(value = "crowd", waitTime = "50s") static void call() {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          calls++;
          Thread.yield();
          inside.decrementAndGet();
        }
        public static void main(String[] a) throws Exception {
          ExecutorService each = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
          List<Future<?>> all = new ArrayList<>();
          for (int i = 0; i < 1000; i++) all.add(each.submit(Crowd::call));
          for (Future<?> one : all) one.get(60, TimeUnit.SECONDS);
          System.out.println(calls + " calls, " + most + " at once");
        }
      }
      """;

  @TempDir static Path directory;

  @BeforeAll
  static void compile() throws Exception {
    Path classes = Forked.compile(directory.resolve("classes"), "App", APP);
    Forked.compile(classes, "Crowd", CROWD);
    // A cache knows classes from jars only.
    jar(directory.resolve("app.jar"), classes);
    jar(directory.resolve("annotations.jar"), Path.of(Forked.ANNOTATIONS));
  }

  @Test
  void trap13CacheTrainedWithoutTheAgentLeavesNothingUnlocked() throws Exception {
    Path cache = directory.resolve("without.aot");
    Outcome training = java("-XX:AOTCacheOutput=" + cache, "--add-modules=java.instrument", "App");
    assertThat(training.out()).as("%s", training.err()).contains("no lock");
    assertThat(cache).isNotEmptyFile();
    Outcome run = java("-XX:AOTCache=" + cache, agent("memory"), "App");
    assertThat(run.out()).as("%s", run.err()).containsExactly("plain", "aot/1");
  }

  @Test
  void trap23TrainingRunWeavesAndConnectsToNothing() throws Exception {
    Path cache = directory.resolve("with.aot");
    try (ServerSocket ensemble = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Outcome training =
          java("-XX:AOTCacheOutput=" + cache, agent("127.0.0.1:" + ensemble.getLocalPort()), "App");
      assertThat(training.out()).as("%s", training.err()).contains("plain", "aot/1");
      assertThat(training.err()).anyMatch(line -> line.contains("trains an AOT cache"));
      ensemble.setSoTimeout(1);
      assertThatThrownBy(ensemble::accept).isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(cache).isNotEmptyFile();
    try (TestingServer server = new TestingServer()) {
      Outcome run = java("-XX:AOTCache=" + cache, agent(server.getConnectString()), "App");
      assertThat(run.out()).as("%s", run.err()).containsExactly("plain", "aot/1");
      assertThat(run.err())
          .noneMatch(line -> line.contains("trains an AOT cache"))
          .anyMatch(line -> line.contains("CONNECTED"));
    }
  }

  @Test
  void unsafeMemoryAccessIsNotNeeded() throws Exception {
    try (TestingServer server = new TestingServer()) {
      Outcome run =
          java("--sun-misc-unsafe-memory-access=deny", agent(server.getConnectString()), "App");
      assertThat(run.out()).as("%s", run.err()).containsExactly("plain", "aot/1");
      assertThat(run.err()).noneMatch(line -> line.contains("Unsafe"));
    }
  }

  @Test
  void thousandVirtualThreadsEnterOneAfterTheOther() throws Exception {
    try (TestingServer server = new TestingServer()) {
      Outcome run =
          java(
              "-Djdk.virtualThreadScheduler.parallelism=1",
              "-Djdk.virtualThreadScheduler.maxPoolSize=1",
              agent(server.getConnectString()),
              "Crowd");
      assertThat(run.out()).as("%s", run.err()).containsExactly("1000 calls, 1 at once");
    }
  }

  private static String agent(String connect) {
    return "-javaagent:" + Forked.AGENT + "=connect=" + connect;
  }

  private static Outcome java(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    String main = all.remove(all.size() - 1);
    all.add("-cp");
    all.add(
        directory.resolve("app.jar") + File.pathSeparator + directory.resolve("annotations.jar"));
    all.add(main);
    return Forked.run(Forked.tool(25, "java"), all.toArray(new String[0]));
  }

  /** Jars are given as they are; directories are packed. */
  private static void jar(Path to, Path from) throws Exception {
    if (Files.isRegularFile(from)) {
      Files.copy(from, to);
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes);
        var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(from.relativize(file).toString().replace('\\', '/')));
        out.write(Files.readAllBytes(file));
        out.closeEntry();
      }
    }
    Files.write(to, bytes.toByteArray());
  }
}
