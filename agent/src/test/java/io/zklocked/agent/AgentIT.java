package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.zklocked.agent.Forked.Outcome;
import io.zklocked.agent.weave.Aged;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's jar in JVMs of its own, on an application that knows the annotations only. */
class AgentIT {

  private static final String APP =
      """
      import io.zklocked.*;
      import java.lang.annotation.*;
      import java.util.*;
      import java.util.concurrent.*;

      public class App {
        @Retention(RetentionPolicy.RUNTIME) @ZkLocked("nightly") @interface Nightly {}
        interface Itf { @ZkLocked("itf/{0}") default String itf(int i) { return "itf " + i; } }
        static class Bean implements Itf {}

        @ZkLocked("a/{id}") private static String fixed(long id) {
          HeldLock held = HeldLock.current();
          return held.resource() + " " + held.state();
        }
        @ZkLocked("b/{name}") synchronized String monitor(String name) {
          return name + " " + Thread.holdsLock(this);
        }
        @Nightly private final String composed() { return HeldLock.current().path(); }
        @ZkLocked(value = "busy", onBusy = OnBusy.SKIP) Optional<String> skips() { return Optional.of("ran"); }
        @ZkLocked(value = "busy", waitTime = "100ms") String busy(Callable<?> inside) throws Exception {
          return "body " + inside.call();
        }
        @ZkLocked("t") int fails() { throw new IllegalStateException("the body's own"); }
        @ZkLocked("x/{nope}") int wrong(int id) { return id; }

        public static void main(String[] arguments) throws Exception {
          Properties before = (Properties) System.getProperties().clone();
          App app = new App();
          System.out.println(fixed(42));
          System.out.println(app.monitor("m"));
          System.out.println(app.composed());
          System.out.println(new Bean().itf(7));
          System.out.println(app.busy(() -> elsewhere(() -> app.skips())));
          System.out.println(app.busy(() -> elsewhere(() -> {
            try { return app.busy(() -> 1); } catch (LockBusyException e) {
              return "own " + (e.getClass().getClassLoader() == App.class.getClassLoader())
                  + " " + e.resource() + " " + (e.holder() != null) + " " + (e.waited() != null);
            }
          })));
          try { app.fails(); } catch (IllegalStateException e) { System.out.println(e.getMessage()); }
          for (int i = 0; i < 2; i++) {
            try { app.wrong(1); } catch (LockKeyException e) { System.out.println("refused " + e.getMessage()); }
          }
          for (String name : new String[] {"io.zklocked.runtime.LockRuntime", "org.apache.zookeeper.ZooKeeper", "org.slf4j.Logger", "io.zklocked.agent.weave.Weaver"}) {
            try { Class.forName(name); System.out.println("visible " + name); } catch (ClassNotFoundException e) { }
          }
          System.out.println("properties same: " + before.equals(System.getProperties()));
          System.out.println(Old.work("key"));
          System.out.println("end");
        }

        static Object elsewhere(Callable<?> work) throws Exception {
          ExecutorService one = Executors.newSingleThreadExecutor();
          try { return one.submit(work).get(); } finally { one.shutdown(); }
        }
      }
      """;

  /** Its class file becomes one of Java 1.3. */
  private static final String OLD =
      """
      import io.zklocked.*;
      public class Old {
        @ZkLocked("old/{0}") static synchronized String work(String key) {
          String held = HeldLock.current().resource();
          return Thread.holdsLock(Old.class) ? held.concat(" in its monitor") : held;
        }
      }
      """;

  private static final String BARE =
      """
      import io.zklocked.ZkLocked;
      public class Bare {
        static int inside;
        @ZkLocked("one") static void work() { inside++; }
        public static void main(String[] a) {
          work();
          try { wrong(1); } catch (RuntimeException e) { System.out.println(e.getClass().getName()); }
          System.out.println("ran " + inside);
        }
        @ZkLocked("x/{nope}") static void wrong(int id) { inside++; }
      }
      """;

  private static final String CROWD =
      """
      import io.zklocked.ZkLocked;
      import java.net.*;
      import java.util.*;
      import java.util.concurrent.*;
      public class Crowd {
        public static class Member implements Runnable {
          @ZkLocked("crowd") public void run() { Crowd.class.getName(); }
        }
        public static void main(String[] a) throws Exception {
          URL here = Crowd.class.getProtectionDomain().getCodeSource().getLocation();
          CyclicBarrier start = new CyclicBarrier(32);
          ExecutorService pool = Executors.newFixedThreadPool(32);
          List<Future<?>> all = new ArrayList<>();
          for (int i = 0; i < 32; i++) {
            all.add(pool.submit(() -> {
              ClassLoader parent = ClassLoader.getPlatformClassLoader();
              URLClassLoader own = new URLClassLoader(new URL[] {here}, parent);
              start.await();
              Runnable member = (Runnable) own.loadClass("Crowd$Member").getConstructor().newInstance();
              Class.forName("java.util.concurrent.Phaser");
              member.run();
              return null;
            }));
          }
          for (Future<?> each : all) each.get(60, TimeUnit.SECONDS);
          pool.shutdown();
          System.out.println("all " + all.size());
        }
      }
      """;

  @TempDir static Path directory;

  @BeforeAll
  static void compile() throws Exception {
    Forked.compile(directory, "Old", OLD);
    Path old = directory.resolve("Old.class");
    Files.write(old, Aged.to(Opcodes.V1_3, Files.readAllBytes(old)));
    Forked.compile(directory, "App", APP, path());
    Forked.compile(directory, "Bare", BARE);
    Forked.compile(directory, "Crowd", CROWD);
  }

  @Test
  void applicationThatKnowsTheAnnotationsOnlyIsLocked() throws Exception {
    check(Forked.java(agent("connect=memory"), "-cp", path(), "App"));
  }

  @Test
  void theSameOnJdk25() throws Exception {
    String home = Forked.jdk25();
    assumeFalse(home.isEmpty(), "there is no JDK 25: set JDK25_HOME");
    check(Forked.run(home + "/bin/java", agent("connect=memory"), "-cp", path(), "App"));
  }

  @Test
  void applicationWithoutTheAnnotationsIsLockedAllTheSame() throws Exception {
    Outcome outcome = Forked.java(agent("connect=memory"), "-cp", directory.toString(), "Bare");
    assertThat(outcome.out()).containsExactly("io.zklocked.LockKeyException", "ran 1");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void missingAndWrongConfigurationEndTheJvmWithOneLine() throws Exception {
    for (String arguments :
        new String[] {"", "=conect=memory", "=connect=memory,wait-time=5 sec"}) {
      Outcome outcome = Forked.java("-javaagent:" + Forked.AGENT + arguments, "-cp", path(), "App");
      assertThat(outcome.exit()).as(arguments).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).singleElement().asString().startsWith("zklocked: ");
    }
  }

  @Test
  void nothingComesUpWhereNothingIsLocked() throws Exception {
    Path idle =
        Forked.compile(
            directory.resolve("idle"),
            "Idle",
            "public class Idle { public static void main(String[] a) {} }");
    Outcome outcome =
        Forked.java(
            "-Xlog:class+load:stdout",
            "-javaagent:" + Forked.AGENT + "=connect=memory",
            "-cp",
            idle.toString(),
            "Idle");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .anyMatch(line -> line.contains("io.zklocked.agent.Sweep "))
        .noneMatch(line -> line.contains("ZkLockedDispatch"))
        .noneMatch(line -> line.contains("jar.asm"))
        .noneMatch(line -> line.contains("org.slf4j"));
  }

  @Test
  void wovenClassIsOneLineAtDebug() throws Exception {
    Outcome outcome = Forked.java(agent("connect=memory,log=debug"), "-cp", path(), "Bare");
    assertThat(outcome.err())
        .filteredOn(line -> line.contains("DEBUG") && line.contains("woven Bare: [Bare#work()]"))
        .hasSize(1);
  }

  @Test
  void manyThreadsLoadClassesAtOnce() throws Exception {
    Outcome outcome = Forked.java(agent("connect=memory"), "-cp", path(), "Crowd");
    assertThat(outcome.out()).as("%s", outcome.err()).containsExactly("all 32");
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void jarThatIsRunSaysWhatItIs() throws Exception {
    Outcome outcome = Forked.java("-jar", Forked.AGENT.toString());
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).anyMatch(line -> line.contains("-javaagent:zklocked-agent.jar"));
  }

  @Test
  void commandThatThereIsNotIsOneClearLine() throws Exception {
    Outcome outcome = Forked.java("-jar", Forked.AGENT.toString(), "chek");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .singleElement()
        .asString()
        .startsWith("zklocked: there is no command 'chek'. Known: ");
  }

  private static void check(Outcome outcome) {
    assertThat(outcome.out())
        .as("%s", outcome.err())
        .containsExactly(
            "a/42 VALID",
            "m true",
            "/zklocked/nightly",
            "itf 7",
            "body Optional.empty",
            "body own true busy true true",
            "the body's own",
            outcome.out().get(7),
            outcome.out().get(8),
            "properties same: true",
            "old/key in its monitor",
            "end");
    assertThat(outcome.out().get(7)).startsWith("refused App#wrong(int)").contains("nope");
    assertThat(outcome.out().get(8)).isEqualTo(outcome.out().get(7));
    assertThat(outcome.err().get(0)).matches("zklocked \\S+: ensemble memory .*, rules none");
    assertThat(outcome.err()).anyMatch(line -> line.contains("App#wrong(int) throws"));
    assertThat(outcome.exit()).isZero();
  }

  private static String agent(String arguments) {
    return "-javaagent:" + Forked.AGENT + "=" + arguments;
  }

  private static String path() {
    return directory + java.io.File.pathSeparator + Forked.ANNOTATIONS;
  }
}
