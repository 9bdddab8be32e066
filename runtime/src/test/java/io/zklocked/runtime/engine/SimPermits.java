package io.zklocked.runtime.engine;

import io.zklocked.LockMode;
import io.zklocked.LockState;
import java.util.List;

/** The invariants of permits and of several locks at once. Confined to one thread. */
final class SimPermits {

  private final SimServers servers;

  SimPermits(SimServers servers) {
    this.servers = servers;
  }

  /** I1: no more valid permits than there are. */
  void count(SimBody body, List<SimBody> valid) {
    if (body.request.mode() != LockMode.SEMAPHORE) {
      return;
    }
    int count = 1;
    for (int i = 0; i < valid.size(); i++) {
      count += valid.get(i).path().equals(body.path()) ? 1 : 0;
    }
    if (count > body.request.permits()) {
      throw servers.world.violation(
          "I1", body + " is one of " + count + " valid permits of " + body.request.permits());
    }
  }

  /** I2, I4: of the permits that were asked for no later, this is not one too many. */
  void given(SimBody body, SimTree.Znode node) {
    SimTree.Znode parent = servers.truth.get(body.directory());
    ContenderName self = ContenderName.parse(node.path.substring(body.directory().length() + 1));
    if (parent == null || self == null || self.kind() != Kind.LEASE) {
      throw servers.world.violation("I2", body + " is granted " + node.path);
    }
    int count = 0;
    for (String child : parent.children) {
      ContenderName other = ContenderName.parse(child);
      count += other != null && other.sequence() <= self.sequence() ? 1 : 0;
    }
    if (count > body.request.permits()) {
      throw servers.world.violation(
          "I2", body + " is granted as number " + count + " of " + body.request.permits());
    }
    for (SimBody other : body.client.bodies) {
      if (other != body
          && other.path().equals(body.path())
          && other.grant.state() != LockState.VALID) {
        throw servers.world.violation("I4", body + " begins beside " + other + ", not valid");
      }
    }
  }

  /** All or none, each once, in the order of their paths. */
  void together(List<Request> wanted, List<Grant> grants) {
    List<String> paths = grants.stream().map(grant -> grant.request().path()).toList();
    List<String> sorted = wanted.stream().map(Request::path).distinct().sorted().toList();
    if (!paths.equals(sorted)) {
      throw servers.world.violation("all or none", paths + " are granted of " + sorted);
    }
    for (Grant grant : grants) {
      if (grant.state() != LockState.VALID) {
        throw servers.world.violation(
            "all or none",
            grant.request().path() + " is " + grant.state() + " when it is granted with others");
      }
    }
  }
}
