package io.zklocked.contract;

import io.zklocked.LockMode;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.JointHold;
import io.zklocked.runtime.LockRequest;
import io.zklocked.runtime.ZkLocks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/** Locks by hand. */
final class ByHand implements Subject {

  private final ZkLocks locks;

  ByHand(ZkLocks locks) {
    this.locks = locks;
  }

  @Override
  public <T> T hold(String key, Body<T> body) throws Exception {
    try (Hold hold = locks.acquire("contract/" + key)) {
      return run(hold, body);
    }
  }

  @Override
  public <T> T holdBriefly(String key, Body<T> body) throws Exception {
    return waiting(Duration.ofMillis(500), key, body);
  }

  @Override
  public <T> T holdPatiently(String key, Body<T> body) throws Exception {
    return waiting(Duration.ofSeconds(2), key, body);
  }

  @Override
  public <T> T tryOnce(String key, Body<T> body) throws Exception {
    return waiting(Duration.ZERO, key, body);
  }

  @Override
  public Optional<String> skip(String key, Body<String> body) throws Exception {
    Optional<Hold> got = locks.tryAcquire("contract/" + key, Duration.ZERO);
    if (got.isEmpty()) {
      return Optional.empty();
    }
    try (Hold hold = got.get()) {
      return Optional.of(run(hold, body));
    }
  }

  @Override
  public <T> T holdShared(String key, Body<T> body) throws Exception {
    try (Hold hold = locks.acquire("/shared/" + key)) {
      return run(hold, body);
    }
  }

  @Override
  public <T> T holdIn(LockMode mode, String key, Body<T> body) throws Exception {
    return waiting(request(mode), key, body);
  }

  @Override
  public <T> T tryOnceIn(LockMode mode, String key, Body<T> body) throws Exception {
    return waiting(request(mode).withWaitTime(Duration.ZERO), key, body);
  }

  @Override
  public <T> T tryOnceOfThree(String key, Body<T> body) throws Exception {
    return waiting(
        request(LockMode.SEMAPHORE).withPermits(3).withWaitTime(Duration.ZERO), key, body);
  }

  @Override
  public Runnable keepReading(String key) {
    return locks.acquire("contract/" + key, request(LockMode.READ))::close;
  }

  @Override
  public String holdOn(String key) {
    LockRequest request = LockRequest.DEFAULT.withLockAtLeastFor(Duration.ofSeconds(2));
    try (Hold hold = locks.acquire("contract/" + key, request)) {
      return hold.resource();
    }
  }

  @Override
  public <T> T holdBoth(String one, String other, Body<T> body) throws Exception {
    return together(LockRequest.DEFAULT, one, other, body);
  }

  @Override
  public <T> T holdBothPatiently(String one, String other, Body<T> body) throws Exception {
    return together(LockRequest.DEFAULT.withWaitTime(Duration.ofSeconds(4)), one, other, body);
  }

  @Override
  public <T> T tryBothOnce(String one, String other, Body<T> body) throws Exception {
    return together(LockRequest.DEFAULT.withWaitTime(Duration.ZERO), one, other, body);
  }

  @Override
  public CompletionStage<String> stage(String key, Body<CompletionStage<String>> body) {
    return locks
        .acquireAsync("contract/" + key)
        .thenCompose(hold -> later(hold, body).whenComplete((value, failure) -> hold.close()));
  }

  private static <T> T later(Hold hold, Body<T> body) {
    try {
      return run(hold, body);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Override
  public Mono<String> mono(String key, Body<Mono<String>> body) {
    return mono(LockRequest.DEFAULT, key, body);
  }

  @Override
  public Mono<String> briefMono(String key, Body<Mono<String>> body) {
    return mono(LockRequest.DEFAULT.withWaitTime(Duration.ofMillis(500)), key, body);
  }

  private Mono<String> mono(LockRequest request, String key, Body<Mono<String>> body) {
    return Mono.usingWhen(
        Mono.fromCompletionStage(() -> locks.acquireAsync("contract/" + key, request)),
        hold -> later(hold, body),
        hold -> Mono.fromRunnable(hold::close));
  }

  private <T> T together(LockRequest request, String one, String other, Body<T> body)
      throws Exception {
    try (JointHold holds =
        locks.acquireAll(List.of("contract/" + one, "contract/" + other), request)) {
      return run(holds.holds().get(0), body);
    }
  }

  private static LockRequest request(LockMode mode) {
    LockRequest request = LockRequest.DEFAULT.withMode(mode);
    return mode == LockMode.SEMAPHORE ? request.withPermits(2) : request;
  }

  private <T> T waiting(Duration time, String key, Body<T> body) throws Exception {
    return waiting(LockRequest.DEFAULT.withWaitTime(time), key, body);
  }

  private <T> T waiting(LockRequest request, String key, Body<T> body) throws Exception {
    try (Hold hold = locks.acquire("contract/" + key, request)) {
      return run(hold, body);
    }
  }

  private static <T> T run(Hold hold, Body<T> body) throws Exception {
    if (hold.resource().isEmpty()) {
      throw new AssertionError("a hold without a resource");
    }
    return body.run();
  }
}
