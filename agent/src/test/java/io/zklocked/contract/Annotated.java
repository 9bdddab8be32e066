package io.zklocked.contract;

import io.zklocked.HeldLock;
import io.zklocked.LockParam;
import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Annotated methods, such as Guice and the agent can lock both. */
public class Annotated extends AnnotatedChoices implements WithDefault, Generic<String> {

  @Override
  @ZkLocked("contract/{key}")
  public <T> T hold(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @Override
  @ZkLocked(value = "contract/{key}", waitTime = "500ms")
  public <T> T holdBriefly(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @Override
  @ZkLocked(value = "contract/{key}", waitTime = "2s")
  public <T> T holdPatiently(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @Override
  @ZkLocked(value = "contract/{key}", waitTime = "0")
  public <T> T tryOnce(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @Override
  @ZkLocked(value = "contract/{key}", onBusy = OnBusy.SKIP)
  public Optional<String> skip(String key, Body<String> body) throws Exception {
    return Optional.of(body.run());
  }

  @Override
  @ZkLocked("/shared/{key}")
  public <T> T holdShared(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", onBusy = OnBusy.SKIP)
  public String skipToNull(String key, Body<String> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", onBusy = OnBusy.SKIP)
  public CompletionStage<String> skipToStage(String key, Body<CompletionStage<String>> body)
      throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", onBusy = OnBusy.SKIP)
  public void skipToNothing(String key, Body<String> body) throws Exception {
    body.run();
  }

  @Override
  @ZkLocked("contract/{key}")
  public CompletionStage<String> stage(String key, Body<CompletionStage<String>> body)
      throws Exception {
    return body.run();
  }

  @ZkLocked("contract/{0}/{1}")
  public String byIndex(String first, int second) {
    return HeldLock.current().resource();
  }

  @ZkLocked("contract/{account}")
  public String byLockParam(@LockParam("account") String other) {
    return HeldLock.current().resource();
  }

  @ZkLocked("contract/{order.id}")
  public String byRecordComponent(Order order) {
    return HeldLock.current().resource();
  }

  @ZkLocked("contract/{customer.name}")
  public String byGetter(Customer customer) {
    return HeldLock.current().resource();
  }

  @ZkLocked("contract/{this.region}/{key}")
  public String byThis(String key) {
    return HeldLock.current().resource();
  }

  @OncePerKey
  public String byComposedAnnotation(String key) {
    return HeldLock.current().resource();
  }

  @ZkLocked("contract/{key}")
  public String recurse(String key, int depth, Body<String> body) throws Exception {
    return depth == 0 ? body.run() : recurse(key, depth - 1, body);
  }

  @ZkLocked("contract/{key}")
  public String callItself(String key, Body<String> body) throws Exception {
    return hold(key, body);
  }

  /** Not locked itself. */
  public String detour(String key, Body<String> body) throws Exception {
    return hold(key, body);
  }

  @ZkLocked("contract/{key}")
  public synchronized <T> T holdSynchronized(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @Override
  @ZkLocked("contract/{key}")
  public String throughBridge(String key) {
    return HeldLock.current().resource();
  }

  /** For {@code {this.region}}. */
  public String getRegion() {
    return "north";
  }

  /** A record. */
  public record Order(String id) {}

  /** A bean. */
  public static class Customer {
    private final String name;

    Customer(String name) {
      this.name = name;
    }

    /** For {@code {customer.name}}. */
    public String getName() {
      return name;
    }
  }

  /** A composed annotation. */
  @Retention(RetentionPolicy.RUNTIME)
  @ZkLocked("contract/{key}")
  public @interface OncePerKey {}
}
