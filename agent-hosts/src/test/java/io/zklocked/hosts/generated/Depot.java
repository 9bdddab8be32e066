package io.zklocked.hosts.generated;

import io.zklocked.ZkLocked;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;

/** A bean of CDI, which is intercepted. */
@ApplicationScoped
@Counted
public class Depot {

  /** For the container. */
  public Depot() {}

  /**
   * Stores something, one at a time.
   *
   * @param id which
   * @param body the work
   * @return what that gives
   * @throws Exception what that throws
   */
  @ZkLocked(value = "depot/{id}", waitTime = "0")
  public String store(long id, Callable<String> body) throws Exception {
    return body.call();
  }
}
