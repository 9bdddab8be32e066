package io.zklocked.contract;

import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Annotated methods whose work begins when somebody subscribes. */
public abstract class AnnotatedLater extends AnnotatedLosses {

  @Override
  @ZkLocked("contract/{key}")
  public Mono<String> mono(String key, Body<Mono<String>> body) throws Exception {
    return body.run();
  }

  @Override
  @ZkLocked(value = "contract/{key}", waitTime = "500ms")
  public Mono<String> briefMono(String key, Body<Mono<String>> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", onBusy = OnBusy.SKIP)
  public Mono<String> skipToEmptyMono(String key, Body<Mono<String>> body) throws Exception {
    return body.run();
  }

  @ZkLocked("contract/{key}")
  public Flux<String> flux(String key, Body<Flux<String>> body) throws Exception {
    return body.run();
  }

  @ZkLocked("contract/{key}")
  public Publisher<String> publisher(String key, Body<Publisher<String>> body) throws Exception {
    return body.run();
  }

  @ZkLocked("contract/{key}")
  public Flow.Publisher<String> flow(String key, Body<Flow.Publisher<String>> body)
      throws Exception {
    return body.run();
  }

  @ZkLocked("contract/{one}")
  @ZkLocked("contract/{other}")
  public Mono<String> monoOfBoth(String one, String other, Body<Mono<String>> body)
      throws Exception {
    return body.run();
  }
}
