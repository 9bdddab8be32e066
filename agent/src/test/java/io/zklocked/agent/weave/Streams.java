package io.zklocked.agent.weave;

import io.zklocked.HeldLock;
import io.zklocked.ZkLocked;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods of many shapes that return publishers. What they give tells under which locks. */
public class Streams implements Function<String, Publisher<String>> {

  /** One that overrides a locked method and calls it. */
  public static class Derived extends Streams {
    @Override
    @ZkLocked("derived/{key}")
    public Mono<String> plain(String key) {
      String own = held();
      return super.plain(key).map(base -> own + "+" + base);
    }
  }

  /** One with a locked body. */
  public interface WithDefault {
    @ZkLocked("default/{key}")
    default Mono<String> inDefault(String key) {
      return Mono.just(held());
    }
  }

  /** One that inherits it. */
  public static class Inheriting implements WithDefault {}

  @ZkLocked("plain/{key}")
  public Mono<String> plain(String key) {
    return Mono.just(held());
  }

  @ZkLocked("static/{a}/{b}/{c}")
  public static Flux<String> inStatic(long a, String b, int c, double ignored) {
    String text = held();
    if (a > 5) {
      text += "!";
    }
    return Flux.just(text, b + ignored);
  }

  @SuppressWarnings("UnusedVariable") // the lock reads it
  @ZkLocked("private/{key}")
  private Mono<String> inPrivate(String key) {
    return Mono.just(held());
  }

  public Mono<String> callPrivate(String key) {
    return inPrivate(key);
  }

  @ZkLocked("synchronized/{key}")
  public synchronized Mono<String> inSynchronized(String key) {
    return Mono.just(held() + Thread.holdsLock(this));
  }

  @ZkLocked("varargs/{first}")
  public Flux<String> varargs(String first, String... more) {
    return Flux.fromArray(more).map(one -> first + one);
  }

  @ZkLocked("flow/{key}")
  public Flow.Publisher<String> flow(String key) {
    return JdkFlowAdapter.publisherToFlowPublisher(Mono.just(held()));
  }

  @Override
  @ZkLocked("bridged/{key}")
  public Flux<String> apply(String key) {
    return Flux.just(held());
  }

  @ZkLocked("publisher/{key}")
  public Publisher<String> publisher(String key) {
    return Mono.just(held());
  }

  @ZkLocked("recursive/{depth}")
  public Mono<String> recursive(int depth) {
    String own = held();
    return depth == 0 ? Mono.just(own) : recursive(depth - 1).map(inner -> own + ">" + inner);
  }

  @ZkLocked("failing/{key}")
  public Mono<String> failing(String key) {
    try {
      throw new IllegalStateException(held());
    } finally {
      key = "";
    }
  }

  static String held() {
    return HeldLock.current().resource();
  }
}
