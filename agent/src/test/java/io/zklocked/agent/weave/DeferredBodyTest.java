package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.agent.boot.Doors;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Woven methods that return publishers, linked to a runtime in memory. */
@Timeout(30)
class DeferredBodyTest {

  private final LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory());
  private WovenLoader loader;

  @BeforeEach
  void weave() throws Exception {
    Doors.install(Links.to(runtime::calls));
    Map<String, byte[]> files = new HashMap<>();
    for (Class<?> type :
        List.of(
            Streams.class,
            Streams.Derived.class,
            Streams.WithDefault.class,
            Streams.Inheriting.class)) {
      WovenClass woven =
          new Weaver(WeaverOracleTest.DISPATCHER, any -> null)
              .weave(WovenLoader.file(type), getClass().getClassLoader(), false);
      files.put(type.getName(), woven == null ? WovenLoader.file(type) : woven.file());
      assertThat(woven == null ? List.of() : woven.problems()).isEmpty();
    }
    loader = new WovenLoader(files);
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void eachSubscriptionRunsTheBodyUnderTheLockOfTheCall() throws Exception {
    Object streams = made(Streams.class);
    gives(call(streams, "plain", "a"), "plain/a");
    gives(call(streams, "callPrivate", "b"), "private/b");
    gives(call(streams, "inSynchronized", "c"), "synchronized/ctrue");
    gives(call(streams, "publisher", "d"), "publisher/d");
    gives(call(streams, "apply", "e"), "bridged/e");
    gives(call(streams, "flow", "f"), "flow/f");
    gives(call(streams, "varargs", "g", new String[] {"1", "2"}), "g1", "g2");
    gives(call(streams, "inStatic", 7L, "h", 3, 0.5), "static/7/h/3!", "h0.5");
    gives(call(made(Streams.Inheriting.class), "inDefault", "i"), "default/i");
  }

  @Test
  void methodThatAnotherOverridesAndCallsRunsItsOwnBody() throws Exception {
    gives(call(made(Streams.Derived.class), "plain", "a"), "derived/a+plain/a");
  }

  @Test
  void bodyThatCallsItsMethodGetsAPublisherOfItsOwnLock() throws Exception {
    gives(call(made(Streams.class), "recursive", 2), "recursive/2>recursive/1>recursive/0");
  }

  @Test
  void bodyThatThrowsFailsTheSubscriptionAndNotTheCall() throws Exception {
    Object publisher = call(made(Streams.class), "failing", "a");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> gives(publisher))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("failing/a");
    }
  }

  private Object made(Class<?> type) throws Exception {
    return loader.loadClass(type.getName()).getConstructor().newInstance();
  }

  private static Object call(Object target, String name, Object... arguments) throws Exception {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && !method.isBridge()) {
        return Objects.requireNonNull(method.invoke(target, arguments));
      }
    }
    throw new AssertionError(name);
  }

  /** Twice, since each subscription runs the body anew. */
  private static void gives(Object publisher, String... expected) {
    Publisher<?> known =
        publisher instanceof Flow.Publisher<?> flow
            ? JdkFlowAdapter.flowPublisherToFlux(flow)
            : (Publisher<?>) publisher;
    for (int i = 0; i < 2; i++) {
      assertThat(Flux.from(known).map(String::valueOf).collectList().block(Duration.ofSeconds(20)))
          .containsExactly(expected);
    }
  }
}
