package io.zklocked.woven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.spi.Woven;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build does to classes with locks, and to others. */
class ZkLockedPluginTest {

  private static final String CONNECT = "zklocked.connect";

  private static final String LOCKED =
      """
      import io.zklocked.*;
      public class Locked implements java.util.concurrent.Callable<String> {
        public static class Plain { int one() { return 1; } }
        public String call() { return work("a", 7L); }
        @ZkLocked("built/{name}/${part:x}") private synchronized String work(String name, long other) {
          try {
            return HeldLock.current().resource() + " " + Thread.holdsLock(this);
          } finally {
            HeldLock.current().ensureValid();
          }
        }
      }
      """;

  @TempDir Path classes;

  @BeforeEach
  void configure() {
    System.setProperty(CONNECT, "memory");
  }

  @AfterEach
  void forget() {
    System.clearProperty(CONNECT);
  }

  @Test
  void lockedMethodIsLockedWithoutAgent() throws Exception {
    Build build = new Build(classes).compile("Locked", LOCKED);
    assertThat(build.weave()).containsExactly("Locked");
    Class<?> woven = build.loader().loadClass("Locked");
    assertThat(woven.isAnnotationPresent(Woven.class)).isTrue();
    assertThat(((Callable<?>) woven.getConstructor().newInstance()).call())
        .isEqualTo("built/a/x true");
  }

  @Test
  void classWithoutLocksKeepsItsFile() throws IOException {
    Build build = new Build(classes).compile("Locked", LOCKED);
    byte[] before = build.file("Locked$Plain");
    build.weave();
    assertThat(build.file("Locked$Plain")).isEqualTo(before);
  }

  @Test
  void secondBuildLeavesWovenClassesAlone() throws IOException {
    Build build = new Build(classes).compile("Locked", LOCKED);
    build.weave();
    byte[] before = build.file("Locked");
    assertThat(build.weave()).isEmpty();
    assertThat(build.file("Locked")).isEqualTo(before);
  }

  @Test
  void namesThatTheCheckerRecordedAreFound() throws Exception {
    Build build = new Build(classes).compile("Locked", LOCKED, "-g:none");
    assertThat(build.weave()).containsExactly("Locked");
    assertThat(build.loader().getResource("META-INF/zklocked/Locked.locks")).isNotNull();
  }

  @Test
  void methodThatCannotBeLockedFailsTheBuild() throws IOException {
    Build build =
        new Build(classes)
            .compile(
                "Wrong",
                """
                import io.zklocked.*;
                public class Wrong {
                  @ZkLocked("x/{nope}") void first(int id) {}
                  @ZkLocked(value = "y", onBusy = OnBusy.SKIP) int second() { return 1; }
                }
                """,
                "-proc:none");
    assertThatThrownBy(build::weave)
        .hasStackTraceContaining("Wrong#first(int)")
        .hasStackTraceContaining("nope");
    assertThat(build.logged())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("Wrong#first(int)") && line.contains("{nope}"))
        .anyMatch(line -> line.startsWith("Wrong#second()") && line.contains("SKIP"));
  }
}
