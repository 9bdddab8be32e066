package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application in which nothing is locked does not notice the agent. */
class NothingLockedIT {

  /** Says all that it can see of its JVM, and ends with a code of its own. */
  private static final String APP =
      """
      import java.lang.management.*;
      import java.util.*;
      import java.util.logging.*;
      public class App {
        @Deprecated interface Shape { double area(); }
        record Square(double side) implements Shape { public double area() { return side * side; } }
        public static void main(String[] a) throws Exception {
          new TreeMap<>(System.getProperties()).forEach((k, v) -> System.out.println(k + "=" + v));
          System.out.println(new TreeSet<>(System.getenv().keySet()));
          Thread.getAllStackTraces().keySet().stream()
              .filter(t -> t.getThreadGroup() != null && t.getThreadGroup().getName().equals("main"))
              .map(t -> t.getName() + " " + t.isDaemon() + " " + t.getPriority() + " " + t.getContextClassLoader())
              .map(s -> s.replaceAll("@[0-9a-f]+", "")).sorted().forEach(System.out::println);
          System.out.println(Thread.currentThread().getContextClassLoader().getClass());
          System.out.println(Thread.getDefaultUncaughtExceptionHandler() + " " + Locale.getDefault() + " " + TimeZone.getDefault().getID());
          System.out.println(LogManager.getLogManager().getClass() + " " + Arrays.toString(Logger.getLogger("").getHandlers()).replaceAll("@[0-9a-f]+", ""));
          System.out.println(java.net.ProxySelector.getDefault().getClass() + " " + java.net.Authenticator.getDefault());
          System.out.println(Arrays.toString(java.security.Security.getProviders()));
          System.out.println(javax.security.auth.login.Configuration.class.getName());
          System.out.println(new TreeSet<>(ManagementFactory.getPlatformMBeanServer().queryNames(null, null)).toString().replaceAll("@[0-9a-f]+", ""));
          for (String type : new String[] {"io.zklocked.ZkLocked", "org.slf4j.Logger", "org.apache.zookeeper.ZooKeeper", "java.lang.ZkLockedDispatch"}) {
            try { System.out.println(Class.forName(type)); } catch (ClassNotFoundException e) { System.out.println("no " + type); }
          }
          System.out.println(new Square(2).area() + " " + ServiceLoader.load(java.nio.file.spi.FileSystemProvider.class).stream().count());
          Logger.getLogger("app").warning("a line of the application's own");
          long depth = StackWalker.getInstance().walk(s -> s.count());
          System.err.println(depth);
          Thread worker = new Thread(() -> { throw new IllegalStateException("uncaught"); }, "worker");
          worker.start();
          worker.join();
          Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
          System.exit(42);
        }
      }
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void nothingOfTheApplicationChanges(int jdk) throws Exception {
    Path classes = Forked.compile(directory.resolve("classes"), "App", APP);
    Seen without = run(jdk, classes, "without");
    Seen with =
        run(jdk, classes, "with", "-javaagent:" + Forked.AGENT + "=connect=nowhere:1,root=/app");
    assertThat(with.exit()).isEqualTo(without.exit()).isEqualTo(42);
    assertThat(with.files()).isEqualTo(without.files()).isEmpty();
    assertThat(with.out()).hasSizeGreaterThan(50).hasSameSizeAs(without.out());
    for (int i = 0; i < with.out().size(); i++) {
      assertThat(with.out().get(i)).isEqualTo(without.out().get(i));
    }
    List<String> errors = new ArrayList<>(with.err());
    assertThat(errors.remove(0)).matches("zklocked \\S+: ensemble nowhere:1, rules none");
    assertThat(errors).isEqualTo(without.err());
  }

  private Seen run(int jdk, Path classes, String name, String... options) throws Exception {
    Path place = Files.createDirectories(directory.resolve("place"));
    List<String> command = new ArrayList<>(List.of(Forked.tool(jdk, "java")));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classes.toString(), "App"));
    Path out = directory.resolve(name + ".out");
    Path err = directory.resolve(name + ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(place.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    try (var files = Files.list(place)) {
      return new Seen(
          process.exitValue(),
          lines(out),
          lines(err),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  /** Without what differs from run to run: times, and the process. */
  private static List<String> lines(Path file) throws Exception {
    return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
        .filter(line -> !line.matches("(sun.java.launcher.pid|LINES|COLUMNS|_)=.*"))
        // What the JVM itself says of any agent, and makes of it.
        .filter(line -> !line.startsWith("jdk.module.addmods"))
        .map(line -> line.replaceAll("^[A-Z][a-z]{2} \\d+, \\d{4} .* App", "App"))
        .toList();
  }

  private record Seen(int exit, List<String> out, List<String> err, List<String> files) {}
}
