package io.zklocked.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.Fencing;
import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockKeyException;
import io.zklocked.LockState;
import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Calls of annotated methods that return publishers, on memory. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // join() is deaf
class DeferredMethodTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final LockRuntime runtime =
      LockRuntime.start(
          ZkLocksConfig.memory()
              .withRoot("/" + getClass().getSimpleName())
              .withShutdownGrace(Duration.ZERO));

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void bodyRunsAtEachSubscriptionUnderALockOfItsOwn() {
    AtomicInteger bodies = new AtomicInteger();
    List<Fencing> tokens = new ArrayList<>();
    Mono<String> mono =
        mono(
            "a",
            () -> {
              tokens.add(HeldLock.current().fencing());
              return Mono.just("value " + bodies.incrementAndGet());
            });
    assertThat(bodies).hasValue(0);
    assertThat(isFree("a")).isTrue();
    assertThat(mono.block(LIMIT)).isEqualTo("value 1");
    assertThat(mono.block(LIMIT)).isEqualTo("value 2");
    assertThat(tokens).doesNotHaveDuplicates();
    assertThat(isFree("a")).isTrue();
  }

  @Test
  void lockIsHeldUntilTheSourceIsComplete() {
    Sinks.One<String> source = Sinks.one();
    CompletableFuture<HeldLock> held = new CompletableFuture<>();
    CompletableFuture<String> value =
        mono(
                "b",
                () -> {
                  held.complete(HeldLock.current());
                  return source.asMono();
                })
            .toFuture();
    assertThat(held.join().state()).isEqualTo(LockState.VALID);
    assertThat(isFree("b")).isFalse();
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
    held.join().ensureValid();
    source.tryEmitValue("done").orThrow();
    assertThat(value.join()).isEqualTo("done");
    assertThat(isFree("b")).isTrue();
  }

  @Test
  void valueOfAMonoComesWhenTheLockIsFree() {
    List<Boolean> free = new ArrayList<>();
    mono("c", () -> Mono.just("done")).doOnNext(value -> free.add(isFree("c"))).block(LIMIT);
    assertThat(free).containsExactly(true);
  }

  @Test
  void elementsOfAFluxComeUnderTheLock() {
    List<Boolean> free = new ArrayList<>();
    flux("d", () -> Flux.range(0, 3))
        .doOnNext(value -> free.add(isFree("d")))
        .doOnComplete(() -> free.add(isFree("d")))
        .blockLast(LIMIT);
    assertThat(free).containsExactly(false, false, false, true);
  }

  @Test
  void failureOfTheSourceIsPassedOnAndFreesTheLock() {
    IOException own = new IOException("own");
    assertThatThrownBy(() -> mono("e", () -> Mono.error(own)).block(LIMIT)).hasCause(own);
    assertThat(isFree("e")).isTrue();
  }

  @Test
  void failureOfTheBodyIsPassedOnAndFreesTheLock() {
    for (Throwable own :
        List.of(
            new IllegalStateException("own"),
            new IOException("own"),
            new NoClassDefFoundError("own"))) {
      CompletableFuture<Object> failure =
          mono(
                  "f",
                  () -> {
                    throw own;
                  })
              .materialize()
              .<Object>map(signal -> String.valueOf(signal.getThrowable()))
              .toFuture();
      assertThat(failure.join()).isEqualTo(own.toString());
      assertThat(isFree("f")).isTrue();
    }
  }

  @Test
  void bodyThatReturnsNoPublisherFails() {
    assertThatThrownBy(() -> mono("g", () -> null).block(LIMIT))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("the locked method returned null instead of a publisher");
    assertThat(isFree("g")).isTrue();
  }

  @Test
  void busyLockIsAnErrorOnceTheWaitTimeHasPassed() throws Exception {
    whileHeld(
        "h",
        () -> {
          LockAttributes lock = lock("h").and("waitTime", "100ms");
          assertThatThrownBy(() -> mono(lock, DeferredMethodTest::mustNotRun).block(LIMIT))
              .isInstanceOf(LockBusyException.class);
        });
  }

  @Test
  void busyLockIsNothingWhereTheWorkIsSkipped() throws Exception {
    whileHeld(
        "i",
        () -> {
          LockAttributes lock = lock("i").and("onBusy", "SKIP");
          for (Class<?> type : List.of(Mono.class, Flux.class, Publisher.class)) {
            Publisher<?> skipped = (Publisher<?>) call(lock, type, DeferredMethodTest::mustNotRun);
            assertThat(Flux.from(skipped).collectList().block(LIMIT)).isEmpty();
          }
          Flow.Publisher<?> skipped =
              (Flow.Publisher<?>) call(lock, Flow.Publisher.class, DeferredMethodTest::mustNotRun);
          assertThat(JdkFlowAdapter.flowPublisherToFlux(skipped).collectList().block(LIMIT))
              .isEmpty();
        });
  }

  @Test
  void cancelledSubscriptionFreesTheLock() {
    Sinks.One<String> source = Sinks.one();
    CompletableFuture<String> begun = new CompletableFuture<>();
    Disposable subscription =
        mono(
                "j",
                () -> {
                  begun.complete("begun");
                  return source.asMono();
                })
            .subscribe();
    begun.join();
    assertThat(isFree("j")).isFalse();
    subscription.dispose();
    awaitFree("j");
  }

  @Test
  void subscriptionThatIsCancelledWhileItWaitsLeavesTheQueue() throws Exception {
    whileHeld(
        "k",
        () ->
            mono("k", DeferredMethodTest::mustNotRun)
                .subscribe(value -> {}, failure -> {})
                .dispose());
    assertThat(isFree("k")).isTrue();
  }

  @Test
  void subscriptionThatIsCancelledInItsBodyKeepsTheLockUntilThatHasEnded() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    CompletableFuture<Boolean> free = new CompletableFuture<>();
    Disposable subscription =
        mono(
                "l",
                () -> {
                  begun.countDown();
                  free.complete(cancelled.await(20, TimeUnit.SECONDS) && isFree("l"));
                  return Mono.just("nobody wants it");
                })
            .subscribe();
    begun.await();
    subscription.dispose();
    cancelled.countDown();
    assertThat(free.join()).isFalse();
    awaitFree("l");
  }

  @Test
  void demandIsPassedOn() {
    List<Long> asked = new ArrayList<>();
    List<Integer> got =
        flux("m", () -> Flux.range(0, 100).doOnRequest(asked::add))
            .limitRate(2, 2)
            .take(6)
            .collectList()
            .block(LIMIT);
    assertThat(got).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(asked).containsOnly(2L);
    awaitFree("m");
  }

  @Test
  void contextOfTheSubscriberReachesTheBody() {
    Mono<String> mono =
        mono("n", () -> Mono.deferContextual(context -> Mono.just(context.get("user"))));
    assertThat(mono.contextWrite(context -> context.put("user", "ann")).block(LIMIT))
        .isEqualTo("ann");
  }

  @Test
  void severalLocksAreHeldTogether() {
    List<Boolean> free = new ArrayList<>();
    LockedMethod method =
        prepare(Mono.class, new Class<?>[0], lock("o1"), lock("o2").and("waitTime", "5s"));
    Object mono =
        defer(method, () -> Mono.fromCallable(() -> "" + free.add(isFree("o1")) + isFree("o2")));
    assertThat(((Mono<?>) mono).block(LIMIT)).isEqualTo("truefalse");
    assertThat(free).containsExactly(false);
    assertThat(isFree("o1") && isFree("o2")).isTrue();
  }

  @Test
  void flowPublishersAreLockedAsThoseOfReactor() {
    Flow.Publisher<?> publisher =
        (Flow.Publisher<?>)
            call(
                lock("p"),
                Flow.Publisher.class,
                () -> JdkFlowAdapter.publisherToFlowPublisher(Flux.range(0, 3)));
    assertThat(publisher).isNotInstanceOf(Publisher.class);
    for (int i = 0; i < 2; i++) {
      List<Boolean> free =
          JdkFlowAdapter.flowPublisherToFlux(publisher)
              .map(value -> isFree("p"))
              .collectList()
              .block(LIMIT);
      assertThat(free).containsExactly(false, false, false);
    }
    assertThat(isFree("p")).isTrue();
  }

  @Test
  void keyIsThatOfTheArgumentsOfTheCall() {
    LockedMethod method =
        prepare(Mono.class, new Class<?>[] {String.class}, lock("q/{0}").and("waitTime", "5s"));
    @Nullable Object[] arguments = {"42"};
    Object mono = defer(method, () -> Mono.just(HeldLock.current().resource()), arguments);
    arguments[0] = "changed";
    assertThat(((Mono<?>) mono).block(LIMIT)).isEqualTo("q/42");
    assertThatThrownBy(() -> defer(method, Mono::empty, (Object) null))
        .isInstanceOf(LockKeyException.class);
  }

  @Test
  void callThatWantsNoLockRunsItsBodyAtOnce() {
    AtomicInteger bodies = new AtomicInteger();
    LockedMethod method =
        prepare(
            Mono.class,
            new Class<?>[] {boolean.class},
            lock("r").and("condition", "0").and("waitTime", "5s"));
    Mono<String> own = Mono.just("own");
    DeferredMethod.Body body =
        () -> {
          bodies.incrementAndGet();
          return own;
        };
    assertThat(defer(method, body, false)).isSameAs(own);
    assertThat(bodies).hasValue(1);
    assertThat(defer(method, body, true)).isNotSameAs(own);
    assertThat(bodies).hasValue(1);
  }

  @Test
  void fallbackIsSubscribedToWhenTheLockIsBusy() throws Exception {
    LockAttributes lock = lock("s").and("fallback", "withoutIt");
    Mono<String> mono = mono(lock, () -> Mono.just("done"));
    whileHeld("s", () -> assertThat(mono.block(LIMIT)).isEqualTo("s is busy"));
    assertThat(mono.block(LIMIT)).isEqualTo("done");
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private static Mono<String> withoutIt(LockBusyException busy) {
    return Mono.just(busy.resource() + " is busy");
  }

  @Test
  void lockIsHeldOnAfterASubscriptionThatWasShort() {
    LockAttributes lock = lock("t").and("lockAtLeastFor", "300ms");
    long start = System.nanoTime();
    assertThat(mono(lock, () -> Mono.just("done")).block(LIMIT)).isEqualTo("done");
    awaitFree("t");
    assertThat(System.nanoTime() - start).isGreaterThan(250_000_000L);
  }

  private Mono<String> mono(String key, DeferredMethod.Body body) {
    return mono(lock(key), body);
  }

  @SuppressWarnings("unchecked") // as the bodies say
  private Mono<String> mono(LockAttributes lock, DeferredMethod.Body body) {
    return (Mono<String>) call(lock, Mono.class, body);
  }

  @SuppressWarnings("unchecked") // as the bodies say
  private Flux<Integer> flux(String key, DeferredMethod.Body body) {
    return (Flux<Integer>) call(lock(key), Flux.class, body);
  }

  private Object call(LockAttributes lock, Class<?> returns, DeferredMethod.Body body) {
    return defer(prepare(returns, new Class<?>[0], lock), body);
  }

  private static Object defer(
      LockedMethod method, DeferredMethod.Body body, @Nullable Object... arguments) {
    try {
      DeferredMethod deferred = Objects.requireNonNull(method.deferred());
      return Objects.requireNonNull(deferred.defer(null, arguments, body));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private LockedMethod prepare(Class<?> returns, Class<?>[] parameters, LockAttributes... locks) {
    @Nullable String[] unknown = new @Nullable String[parameters.length];
    return runtime
        .calls()
        .prepare(
            new MethodFacts(
                MethodHandles.lookup(),
                "body",
                MethodType.methodType(returns, parameters),
                true,
                Arrays.asList(unknown),
                List.of(locks)));
  }

  private static LockAttributes lock(String template) {
    return LockAttributes.DEFAULT.and("value", template);
  }

  private static Object mustNotRun() {
    throw new AssertionError("the body ran");
  }

  private void whileHeld(String key, Runnable meanwhile) throws Exception {
    LockedMethod holder = prepare(void.class, new Class<?>[0], lock(key));
    Object entered = holder.enter(null, new Object[0]);
    try {
      meanwhile.run();
    } finally {
      LockedMethod.exit(entered, null, null);
    }
  }

  private void awaitFree(String key) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!isFree(key)) {
      assertThat(System.nanoTime()).as("when " + key + " was still held").isLessThan(deadline);
    }
  }

  /** Asked on a thread of its own, which holds nothing. */
  private boolean isFree(String key) {
    LockedMethod method = prepare(void.class, new Class<?>[0], lock(key).and("onBusy", "SKIP"));
    CompletableFuture<Boolean> free = new CompletableFuture<>();
    Thread other =
        new Thread(
            () -> {
              Object entered = method.enter(null, new Object[0]);
              if (entered instanceof Entered) {
                LockedMethod.exit(entered, null, null);
              }
              free.complete(entered instanceof Entered);
            });
    other.start();
    return free.join();
  }
}
