package io.zklocked.contract;

import io.zklocked.FencingToken;
import io.zklocked.HeldLock;
import io.zklocked.OnBusy;
import io.zklocked.OnLost;
import io.zklocked.ZkLocked;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Annotated methods that say what a loss does, and those that take a fencing token. */
public abstract class AnnotatedLosses extends AnnotatedModes {

  @ZkLocked(value = "contract/{key}", onLost = OnLost.INTERRUPT)
  public <T> T interrupted(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", onLost = OnLost.REPORT)
  public <T> T reported(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{one}", onLost = OnLost.INTERRUPT)
  @ZkLocked(value = "contract/{other}", onLost = OnLost.INTERRUPT)
  public <T> T interruptedBoth(String one, String other, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", onLost = OnLost.INTERRUPT)
  public CompletionStage<String> interruptedStage(String key, Body<CompletionStage<String>> body)
      throws Exception {
    return body.run();
  }

  @ZkLocked("contract/{key}")
  public long[] tokens(String key, @FencingToken long token) {
    return new long[] {token, HeldLock.current().fencingToken()};
  }

  @ZkLocked(value = "contract/{key}", onBusy = OnBusy.SKIP)
  public Optional<Long> skipOrToken(@FencingToken long token, String key) {
    return Optional.of(token);
  }

  @ZkLocked(value = "contract/{key}", condition = "locks")
  public long tokenIfLocked(String key, boolean locks, @FencingToken long token) {
    return token;
  }

  @ZkLocked("contract/{key}")
  public synchronized long synchronizedToken(String key, @FencingToken long token) {
    while (token < 0) {
      token++;
    }
    return token;
  }
}
