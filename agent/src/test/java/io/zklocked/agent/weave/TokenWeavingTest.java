package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.FencingToken;
import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import io.zklocked.agent.boot.Doors;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A parameter that is filled in with the fencing token, wherever it lies. */
class TokenWeavingTest {

  /** Each method gives the values of its parameters. */
  @SuppressWarnings("all")
  public static class Tokens {

    @ZkLocked("a")
    public String only(@FencingToken long token) {
      return "" + token;
    }

    @ZkLocked("a/{key}")
    public static String ofStatic(String key, @FencingToken long token) {
      return key + token;
    }

    @ZkLocked("a/{key}")
    public String betweenWide(double before, @FencingToken long token, long after, String key) {
      return before + "/" + token + "/" + after + "/" + key;
    }

    @ZkLocked("a")
    public String inLoopFromTheStart(@FencingToken long token) {
      while (token < 78) {
        token++;
      }
      return "" + token;
    }

    @ZkLocked("a")
    public synchronized String inMonitor(@FencingToken long token) {
      return token + " " + Thread.holdsLock(this);
    }

    @ZkLocked(value = "a", onBusy = OnBusy.SKIP)
    public String skipped(@FencingToken long token) {
      return "" + token;
    }

    @ZkLocked("a")
    public String caught(@FencingToken long token) {
      try {
        throw new IllegalStateException("own");
      } catch (IllegalStateException e) {
        return e.getMessage() + token;
      }
    }
  }

  private final Class<?> type;

  TokenWeavingTest() throws Exception {
    WovenClass woven =
        Objects.requireNonNull(
            new Weaver(WeaverOracleTest.DISPATCHER, any -> null)
                .weave(WovenLoader.file(Tokens.class), Tokens.class.getClassLoader(), false));
    assertThat(woven.problems()).isEmpty();
    type =
        new WovenLoader(Map.of(Tokens.class.getName(), woven.file()))
            .loadClass(Tokens.class.getName());
  }

  @BeforeEach
  void install() {
    Doors.install(Journal::link);
  }

  @AfterEach
  void reset() {
    Journal.answer("token");
    Journal.take();
  }

  @Test
  void tokenIsWhereItIsMarked() throws Exception {
    assertThat(call("only", 1L)).isEqualTo("77");
    assertThat(call("ofStatic", "k", 1L)).isEqualTo("k77");
    assertThat(call("betweenWide", 2.5, 1L, 3L, "k")).isEqualTo("2.5/77/3/k");
    assertThat(call("inLoopFromTheStart", 1L)).isEqualTo("78");
    assertThat(call("inMonitor", 1L)).isEqualTo("77 true");
    assertThat(call("caught", 1L)).isEqualTo("own77");
    assertThat(call("skipped", 1L)).isEqualTo("77");
  }

  @Test
  void skippedCallAsksForNoToken() throws Exception {
    Journal.answer(new IllegalArgumentException("busy"));
    assertThat(call("skipped", 1L)).isNull();
    assertThat(Journal.take()).containsExactly("enter []");
  }

  @ParameterizedTest
  @ValueSource(strings = {"only", "inMonitor", "caught"})
  void callIsLeftOnce(String name) throws Exception {
    call(name, 1L);
    assertThat(Journal.take()).hasSize(2).first().asString().startsWith("enter");
  }

  private Object call(String name, Object... arguments) throws Exception {
    Method method =
        Arrays.stream(type.getMethods()).filter(m -> m.getName().equals(name)).findAny().get();
    return method.invoke(type.getConstructor().newInstance(), arguments);
  }
}
