package io.zklocked.runtime.call;

import io.zklocked.LockLostException;
import io.zklocked.LockLostException.Reason;
import io.zklocked.runtime.engine.Grant;
import java.util.HashMap;
import java.util.Map;

/**
 * What is told of a lock that was lost. Immutable.
 *
 * @param grant the lock
 * @param reason why it is not valid
 * @param committed whether a transaction under it was committed before
 */
record LossReport(Grant grant, Reason reason, boolean committed) {

  LockLostException exception() {
    return LockLostException.of(facts());
  }

  /** For a transaction that is rolled back therefore. */
  LockLostException beforeCommit() {
    return LockLostException.of(facts(" Its transaction is rolled back."));
  }

  /** What {@link LockLostException#of} needs. */
  Map<String, Object> facts() {
    return facts("");
  }

  private Map<String, Object> facts(String more) {
    String resource = grant.request().resource();
    Map<String, Object> facts = new HashMap<>();
    facts.put(
        "message",
        "Lock '%s' was lost while its body ran: %s. Another process may have been in the same section; check what this one did, and let the resource compare fencing tokens (this one: %s).%s%s"
            .formatted(
                resource,
                explain(),
                grant.fencing(),
                committed
                    ? " A transaction under it was committed already: what that wrote stands."
                    : "",
                more));
    facts.put("resource", resource);
    facts.put("path", grant.request().path());
    facts.put("reason", reason.name());
    if (committed) {
      facts.put("committed", true);
    }
    return facts;
  }

  private String explain() {
    return switch (reason) {
      case SESSION_EXPIRED -> "its session with ZooKeeper ended";
      case NODE_DELETED -> "somebody deleted its node";
      case BROKEN -> "an operator broke it: " + grant.lossWord();
      case UNPROVEN -> "ZooKeeper was silent for so long that it could not be proven";
      case SHUTDOWN -> "this process shut down and its grace time (shutdown-grace) had passed";
    };
  }
}
