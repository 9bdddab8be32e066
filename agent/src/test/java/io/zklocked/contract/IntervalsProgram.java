package io.zklocked.contract;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.zookeeper.CreateMode;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Work that outlives its calls, and marks on the server where it begins and where it ends. */
public final class IntervalsProgram {

  /** The directory of the marks. */
  static final String MARKS = "/marks";

  private final Subject subject;
  private final Znodes server;

  private IntervalsProgram(Subject subject, Znodes server) {
    this.subject = subject;
    this.server = server;
  }

  /**
   * Runs all of them, one after the other.
   *
   * @param args the way, and the configuration as the agent takes it
   * @throws Exception if one fails
   */
  public static void main(String[] args) throws Exception {
    Way way = Way.valueOf(args[0]);
    Subject subject = Subjects.of(way, args[1]);
    try (Znodes server = new Znodes(System.getProperty(ContractRunner.SERVER))) {
      IntervalsProgram program = new IntervalsProgram(subject, server);
      program.stage("stage-completed", end -> end.complete("done"));
      program.stage(
          "stage-failed", end -> end.completeExceptionally(new IllegalStateException("own")));
      program.stage("stage-cancelled", end -> end.cancel(true));
      program.monoTwice("mono-twice");
      program.monoCancelled("mono-cancelled");
    }
    System.exit(0);
  }

  private interface Ending {
    boolean of(CompletableFuture<String> stage);
  }

  private void stage(String key, Ending ending) throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    CompletableFuture<String> begun = new CompletableFuture<>();
    CompletionStage<String> returned =
        subject.stage(
            key,
            () -> {
              mark(key + " body");
              begun.complete("begun");
              return end;
            });
    Others.soon(begun);
    mark(key + " has returned");
    Task.start(
            "another thread",
            () -> {
              mark(key + " ends, on another thread");
              return ending.of(end);
            })
        .result();
    awaitFree(key);
    if (!returned.toCompletableFuture().isDone()) {
      throw new AssertionError("the stage is not complete");
    }
  }

  private void monoTwice(String key) throws Exception {
    Mono<String> mono =
        subject.mono(
            key,
            () -> {
              mark(key + " body");
              return Mono.fromCallable(() -> mark(key + " ends"));
            });
    mark(key + " is there");
    for (int i = 1; i <= 2; i++) {
      mark(key + " is subscribed to");
      Others.soon(mono.toFuture());
      awaitFree(key);
    }
  }

  private void monoCancelled(String key) throws Exception {
    CompletableFuture<String> begun = new CompletableFuture<>();
    Disposable subscription =
        subject
            .mono(
                key,
                () -> {
                  begun.complete(mark(key + " body"));
                  return Sinks.<String>one().asMono();
                })
            .subscribe();
    Others.soon(begun);
    mark(key + " ends, by cancel");
    subscription.dispose();
    awaitFree(key);
  }

  private void awaitFree(String key) throws Exception {
    server.awaitContenders("/zklocked/contract%2F" + key, 0);
  }

  private String mark(String text) throws Exception {
    return server
        .client()
        .create()
        .creatingParentsIfNeeded()
        .withMode(CreateMode.PERSISTENT_SEQUENTIAL)
        .forPath(MARKS + "/" + text + " ");
  }
}
