package io.zklocked.hosts.generated;

import io.zklocked.ZkLocked;
import jakarta.enterprise.context.Dependent;
import java.util.concurrent.Callable;

/** A bean of CDI, which is intercepted. */
@Dependent
@Counted
public class Cellar {

  /** For the container. */
  public Cellar() {}

  /**
   * Stores something, one at a time.
   *
   * @param id which
   * @param body the work
   * @return what that gives
   * @throws Exception what that throws
   */
  @ZkLocked(value = "cellar/{id}", waitTime = "0")
  public String store(long id, Callable<String> body) throws Exception {
    return body.call();
  }
}
