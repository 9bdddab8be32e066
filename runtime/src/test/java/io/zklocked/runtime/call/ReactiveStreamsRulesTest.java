package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Publishers of locked methods obey Reactive Streams, by its own kit of tests. */
class ReactiveStreamsRulesTest {

  private static LockRuntime runtime;

  @BeforeAll
  static void start() {
    runtime = LockRuntime.start(ZkLocksConfig.memory().withRoot("/reactive-streams"));
  }

  @AfterAll
  static void close() {
    runtime.close();
  }

  @TestFactory
  Stream<DynamicTest> flowPublisher() {
    return rules(Flow.Publisher.class, 1_000);
  }

  @TestFactory
  Stream<DynamicTest> publisher() {
    return rules(Publisher.class, 1_000);
  }

  @TestFactory
  Stream<DynamicTest> mono() {
    return rules(Mono.class, 1);
  }

  private static Stream<DynamicTest> rules(Class<?> returns, long most) {
    List<Method> rules =
        Arrays.stream(Kit.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    assertThat(rules).hasSizeGreaterThan(30);
    return rules.stream()
        .map(rule -> dynamicTest(rule.getName(), () -> check(rule, returns, most)));
  }

  private static void check(Method rule, Class<?> returns, long most) throws Throwable {
    Kit kit = new Kit(returns, most);
    kit.setUp();
    try {
      rule.invoke(kit);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof SkipException skipped
          ? new TestAbortedException(skipped.getMessage(), skipped)
          : e.getCause();
    }
  }

  /** Readers share their lock, so that several subscribers can be served at once. */
  private static LockedMethod method(Class<?> returns) {
    return runtime
        .calls()
        .prepare(
            new MethodFacts(
                MethodHandles.lookup(),
                "body",
                MethodType.methodType(returns),
                true,
                List.of(),
                List.of(LockAttributes.DEFAULT.and("value", "key").and("mode", "READ"))));
  }

  /** The kit, for publishers of one type. */
  public static final class Kit extends FlowPublisherVerification<Integer> {

    private final Class<?> returns;
    private final long most;

    Kit(Class<?> returns, long most) {
      super(new TestEnvironment(1_000, 200));
      this.returns = returns;
      this.most = most;
    }

    @Override
    public long maxElementsFromPublisher() {
      return most;
    }

    @Override
    public Flow.Publisher<Integer> createFlowPublisher(long elements) {
      return locked(source(Flux.range(0, (int) elements)));
    }

    @Override
    public Flow.Publisher<Integer> createFailedFlowPublisher() {
      return locked(source(Flux.error(new IllegalStateException("own"))));
    }

    private Object source(Flux<Integer> elements) {
      if (returns == Mono.class) {
        return elements.next();
      }
      return returns == Publisher.class ? elements : FlowAdapters.toFlowPublisher(elements);
    }

    @SuppressWarnings("unchecked") // as the source is
    private Flow.Publisher<Integer> locked(Object source) {
      DeferredMethod deferred = Objects.requireNonNull(method(returns).deferred());
      try {
        Object publisher = deferred.defer(null, new Object[0], () -> source);
        return publisher instanceof Flow.Publisher<?> flow
            ? (Flow.Publisher<Integer>) flow
            : FlowAdapters.toFlowPublisher((Publisher<Integer>) Objects.requireNonNull(publisher));
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
  }
}
