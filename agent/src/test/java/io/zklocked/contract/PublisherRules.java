package io.zklocked.contract;

import static io.zklocked.contract.Others.soon;
import static io.zklocked.contract.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.LockLostException;
import io.zklocked.LockState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Work that begins when somebody subscribes to what its method has returned. */
final class PublisherRules {

  private static final String OWN_HOLD = "by hand the publisher is that of the caller's own making";

  private PublisherRules() {}

  static List<Rule> all() {
    return List.of(
        rule("a Mono runs its body at each subscription, locked", PublisherRules::twice),
        rule("a Mono keeps the lock until it is complete", PublisherRules::completed),
        rule("two subscriptions to one Mono exclude each other", PublisherRules::exclusive),
        rule("a Mono that fails frees the lock", PublisherRules::failed),
        rule("a Mono that is cancelled frees the lock", PublisherRules::cancelled),
        rule("a Mono that is cancelled while it waits leaves the queue", PublisherRules::gaveUp),
        rule("a Mono whose wait time passes fails as busy", PublisherRules::busy),
        rule("SKIP gives an empty Mono", PublisherRules::skipped).annotated(OWN_HOLD),
        rule("a body sees its lock, and hands it on to its Mono", PublisherRules::held)
            .annotated(OWN_HOLD),
        rule("a Mono that lost its lock fails instead of its value", PublisherRules::lost)
            .onServer("memory has no session that could end"),
        rule("a Mono of two keys holds both", PublisherRules::both).annotated(OWN_HOLD),
        rule("a Flux gives its elements under the lock, as asked", PublisherRules::flux)
            .annotated(OWN_HOLD),
        rule("a Publisher is locked as a Flux is", PublisherRules::publisher).annotated(OWN_HOLD),
        rule("a Flow.Publisher is locked as a Flux is", PublisherRules::flow).annotated(OWN_HOLD));
  }

  /** A subscription whose source somebody ends. */
  private static final class Work {
    final String key;
    final Sinks.One<String> source = Sinks.one();
    final CompletableFuture<String> value = new CompletableFuture<>();
    final Disposable subscription;

    Work(Stage stage) throws Exception {
      key = stage.newKey();
      CompletableFuture<String> begun = new CompletableFuture<>();
      subscription =
          stage
              .subject()
              .mono(
                  key,
                  () -> {
                    begun.complete("begun");
                    return source.asMono();
                  })
              .subscribe(value::complete, value::completeExceptionally);
      soon(begun);
      Others.findItBusy(stage, key);
    }
  }

  private static void twice(Stage stage) throws Exception {
    String key = stage.newKey();
    AtomicInteger bodies = new AtomicInteger();
    Mono<String> mono =
        stage.subject().mono(key, () -> Mono.just("value " + bodies.incrementAndGet()));
    assertThat(bodies).hasValue(0);
    Others.getIt(stage, key);
    assertThat(soon(mono.toFuture())).isEqualTo("value 1");
    assertThat(soon(mono.toFuture())).isEqualTo("value 2");
    Others.getIt(stage, key);
  }

  private static void completed(Stage stage) throws Exception {
    Work work = new Work(stage);
    work.source.tryEmitValue("done").orThrow();
    assertThat(soon(work.value)).isEqualTo("done");
    Others.getIt(stage, work.key);
  }

  private static void exclusive(Stage stage) throws Exception {
    String key = stage.newKey();
    AtomicInteger inside = new AtomicInteger();
    List<Integer> seen = new ArrayList<>();
    List<Sinks.One<String>> sources = List.of(Sinks.one(), Sinks.one());
    AtomicInteger bodies = new AtomicInteger();
    Mono<String> mono =
        stage
            .subject()
            .mono(
                key,
                () -> {
                  seen.add(inside.incrementAndGet());
                  return sources
                      .get(bodies.getAndIncrement())
                      .asMono()
                      .doOnTerminate(inside::decrementAndGet);
                });
    CompletableFuture<String> first = mono.toFuture();
    CompletableFuture<String> second = mono.toFuture();
    Eventually.until("one body runs", () -> bodies.get() == 1);
    Others.findItBusy(stage, key);
    assertThat(bodies).hasValue(1);
    sources.get(0).tryEmitValue("a").orThrow();
    Eventually.until("the other body runs", () -> bodies.get() == 2);
    sources.get(1).tryEmitValue("b").orThrow();
    assertThat(List.of(soon(first), soon(second))).containsExactlyInAnyOrder("a", "b");
    assertThat(seen).containsExactly(1, 1);
    Others.getIt(stage, key);
  }

  private static void failed(Stage stage) throws Exception {
    Work work = new Work(stage);
    IllegalStateException own = new IllegalStateException("own");
    work.source.tryEmitError(own).orThrow();
    assertThatThrownBy(() -> soon(work.value)).hasCause(own);
    Others.getIt(stage, work.key);
  }

  private static void cancelled(Stage stage) throws Exception {
    Work work = new Work(stage);
    work.subscription.dispose();
    Others.getIt(stage, work.key);
    assertThat(work.value).isNotDone();
  }

  private static void gaveUp(Stage stage) throws Exception {
    String key = stage.newKey();
    Gate gate = new Gate();
    Task<String> holder = stage.enter(key, gate);
    AtomicInteger bodies = new AtomicInteger();
    Disposable waiting =
        stage
            .subject()
            .mono(key, () -> Mono.just("value " + bodies.incrementAndGet()))
            .subscribe(value -> {}, failure -> {});
    waiting.dispose();
    gate.open();
    assertThat(holder.result()).isEqualTo("passed");
    Others.getIt(stage, key);
    assertThat(bodies).hasValue(0);
  }

  private static void busy(Stage stage) throws Exception {
    String key = stage.newKey();
    Gate gate = new Gate();
    Task<String> holder = stage.enter(key, gate);
    AtomicInteger bodies = new AtomicInteger();
    Mono<String> brief =
        stage.subject().briefMono(key, () -> Mono.just("value " + bodies.incrementAndGet()));
    assertThatThrownBy(() -> soon(brief.toFuture()))
        .cause()
        .isInstanceOfSatisfying(
            LockBusyException.class, busy -> assertThat(busy.path()).isEqualTo(stage.path(key)));
    gate.open();
    assertThat(holder.result()).isEqualTo("passed");
    assertThat(bodies).hasValue(0);
    assertThat(soon(brief.toFuture())).isEqualTo("value 1");
  }

  private static void skipped(Stage stage) throws Exception {
    String key = stage.newKey();
    Gate gate = new Gate();
    Task<String> holder = stage.enter(key, gate);
    Mono<String> mono = stage.annotated().skipToEmptyMono(key, () -> Mono.just("ran"));
    assertThat(soon(mono.toFuture())).isNull();
    gate.open();
    assertThat(holder.result()).isEqualTo("passed");
    assertThat(soon(mono.toFuture())).isEqualTo("ran");
  }

  private static void held(Stage stage) throws Exception {
    String key = stage.newKey();
    Mono<String> mono =
        stage
            .annotated()
            .mono(
                key,
                () -> {
                  HeldLock held = HeldLock.current();
                  return Mono.fromCallable(
                      () -> {
                        held.ensureValid();
                        return held.resource() + " " + held.state();
                      });
                });
    assertThat(soon(mono.toFuture())).isEqualTo("contract/" + key + " " + LockState.VALID);
    assertThatThrownBy(HeldLock::current).isInstanceOf(IllegalStateException.class);
  }

  private static void lost(Stage stage) throws Exception {
    Work work = new Work(stage);
    stage.znodes().endSessionOfOnlyContender(stage.path(work.key));
    stage.znodes().awaitContenders(stage.path(work.key), 0);
    // Granted again only when this process knows of the loss and the body under it has ended.
    Eventually.until(
        "another session",
        () -> stage.subject().tryOnce(stage.newKey(), () -> "ran").equals("ran"));
    work.source.tryEmitValue("nobody gets it").orThrow();
    assertThatThrownBy(() -> soon(work.value)).hasRootCauseInstanceOf(LockLostException.class);
    Others.getIt(stage, work.key);
  }

  private static void both(Stage stage) throws Exception {
    String one = stage.newKey();
    String other = stage.newKey();
    CompletableFuture<String> begun = new CompletableFuture<>();
    Sinks.One<String> source = Sinks.one();
    CompletableFuture<String> value =
        stage
            .annotated()
            .monoOfBoth(
                one,
                other,
                () -> {
                  begun.complete("begun");
                  return source.asMono();
                })
            .toFuture();
    soon(begun);
    Others.findItBusy(stage, one);
    Others.findItBusy(stage, other);
    source.tryEmitValue("done").orThrow();
    assertThat(soon(value)).isEqualTo("done");
    Others.getIt(stage, one);
    Others.getIt(stage, other);
  }

  private static void flux(Stage stage) throws Exception {
    String key = stage.newKey();
    List<Long> asked = new ArrayList<>();
    Flux<String> flux =
        stage.annotated().flux(key, () -> Flux.just("a", "b", "c", "d").doOnRequest(asked::add));
    List<String> seen =
        soon(
            flux.limitRate(2, 2)
                .doOnNext(element -> findBusy(stage, key))
                .collectList()
                .toFuture());
    assertThat(seen).containsExactly("a", "b", "c", "d");
    assertThat(asked).containsOnly(2L);
    Others.getIt(stage, key);
  }

  private static void publisher(Stage stage) throws Exception {
    String key = stage.newKey();
    Flux<String> flux =
        Flux.from(stage.annotated().publisher(key, () -> Flux.just("a", "b")))
            .doOnNext(element -> findBusy(stage, key));
    assertThat(soon(flux.collectList().toFuture())).containsExactly("a", "b");
    Others.getIt(stage, key);
  }

  private static void flow(Stage stage) throws Exception {
    String key = stage.newKey();
    Flow.Publisher<String> publisher =
        stage
            .annotated()
            .flow(key, () -> JdkFlowAdapter.publisherToFlowPublisher(Flux.just("a", "b")));
    Flux<String> flux =
        JdkFlowAdapter.flowPublisherToFlux(publisher).doOnNext(element -> findBusy(stage, key));
    assertThat(soon(flux.collectList().toFuture())).containsExactly("a", "b");
    Others.getIt(stage, key);
  }

  private static void findBusy(Stage stage, String key) {
    try {
      Others.findItBusy(stage, key);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
