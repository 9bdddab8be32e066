package io.zklocked.contract;

import io.zklocked.LockMode;
import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Annotated methods with several locks. */
public abstract class AnnotatedTogether extends AnnotatedLater {

  @Override
  @ZkLocked("contract/{one}")
  @ZkLocked("contract/{other}")
  public <T> T holdBoth(String one, String other, Body<T> body) throws Exception {
    return body.run();
  }

  @Override
  @ZkLocked(value = "contract/{0}", waitTime = "4s")
  @ZkLocked("contract/{1}")
  public <T> T holdBothPatiently(String one, String other, Body<T> body) throws Exception {
    return body.run();
  }

  @Override
  @ZkLocked(value = "contract/{1}", waitTime = "0")
  @ZkLocked(value = "contract/{0}", waitTime = "0")
  public <T> T tryBothOnce(String one, String other, Body<T> body) throws Exception {
    return body.run();
  }

  /** Three locks: its own, and those of the composed annotation. */
  @ZkLocked("contract/{2}")
  @OfBoth
  public <T> T holdThree(String one, String other, String third, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{one}", onBusy = OnBusy.SKIP)
  @ZkLocked(value = "contract/{other}", onBusy = OnBusy.SKIP)
  public Optional<String> skipBoth(String one, String other, Body<String> body) throws Exception {
    return Optional.of(body.run());
  }

  @ZkLocked(value = "contract/{read}", mode = LockMode.READ)
  @ZkLocked(value = "contract/{written}", mode = LockMode.WRITE)
  public <T> T readAndWrite(String read, String written, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked("contract/{one}")
  @ZkLocked("contract/{other}")
  public CompletionStage<String> stageOfBoth(
      String one, String other, Body<CompletionStage<String>> body) throws Exception {
    return body.run();
  }

  /** A composed annotation of two locks. */
  @Retention(RetentionPolicy.RUNTIME)
  @ZkLocked("contract/{0}")
  @ZkLocked("contract/{1}")
  public @interface OfBoth {}
}
