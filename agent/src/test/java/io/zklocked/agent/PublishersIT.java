package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotated methods that return publishers, under the agent in JVMs with and without Reactor. */
class PublishersIT {

  private static final String FEED =
      """
      import io.zklocked.*;
      import java.util.concurrent.*;

      public class Feed {
        @ZkLocked("feed/{0}") Flow.Publisher<String> items(long id) {
          System.out.println("body under " + HeldLock.current().resource());
          SubmissionPublisher<String> all = new SubmissionPublisher<>(Runnable::run, 8);
          return subscriber -> { all.subscribe(subscriber); all.submit("one"); all.close(); };
        }

        public static void main(String[] arguments) throws Exception {
          try {
            Flow.Publisher<String> items = new Feed().items(7);
            System.out.println("returned");
            CountDownLatch end = new CountDownLatch(1);
            items.subscribe(new Flow.Subscriber<String>() {
              public void onSubscribe(Flow.Subscription s) { s.request(Long.MAX_VALUE); }
              public void onNext(String item) { System.out.println("item " + item); }
              public void onError(Throwable t) { t.printStackTrace(); end.countDown(); }
              public void onComplete() { System.out.println("complete"); end.countDown(); }
            });
            end.await();
          } catch (IllegalArgumentException e) {
            System.out.println("refused: " + e.getMessage());
          }
        }
      }
      """;

  @TempDir static Path directory;

  @BeforeAll
  static void compile() throws Exception {
    Forked.compile(directory, "Feed", FEED);
  }

  @Test
  void bodyRunsAtTheSubscriptionByTheReactorOfTheApplication() throws Exception {
    Outcome outcome =
        run(
            jarOf(reactor.core.publisher.Mono.class)
                + ":"
                + jarOf(org.reactivestreams.Publisher.class));
    assertThat(outcome.exit()).as("%s", outcome.err()).isZero();
    assertThat(outcome.out())
        .containsExactly("returned", "body under feed/7", "item one", "complete");
  }

  @Test
  void methodIsRefusedWhereThereIsNoReactor() throws Exception {
    Outcome outcome = run(directory.toString());
    assertThat(outcome.exit()).as("%s", outcome.err()).isZero();
    assertThat(outcome.out())
        .singleElement()
        .asString()
        .startsWith("refused: Feed#items(long): it returns java.util.concurrent.Flow$Publisher,")
        .endsWith("add io.projectreactor:reactor-core, or return a CompletionStage");
  }

  private static Outcome run(String more) throws Exception {
    return Forked.java(
        "-javaagent:" + Forked.AGENT + "=connect=memory",
        "-cp",
        directory + ":" + Forked.ANNOTATIONS + ":" + more,
        "Feed");
  }

  private static String jarOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
  }
}
