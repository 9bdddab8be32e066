package io.zklocked.runtime.curator;

import io.zklocked.runtime.engine.Ensemble;
import java.util.List;
import java.util.function.Predicate;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.data.ACL;

/**
 * What all sessions of one ensemble have in common. Immutable.
 *
 * @param address where the servers are
 * @param mailbox through which everything is told
 * @param events who is told
 * @param rights gives the access rights of new nodes
 * @param lasting which directories are made persistent; the others are containers
 * @param over called when a handle or a session came to its end, so that the next is looked after
 */
record SessionOrigin(
    Servers address,
    Mailbox mailbox,
    Ensemble.Events events,
    ACLProvider rights,
    Predicate<String> lasting,
    Runnable over) {

  String description() {
    return address.text();
  }

  List<ACL> rightsFor(String path) {
    return rights.getAclForPath(path);
  }

  /** Whether a directory stays, or goes when it has been used and is empty. */
  boolean lasts(String directory) {
    return lasting.test(directory);
  }

  void failed(String reason) {
    mailbox.postElsewhere(() -> events.failed(reason));
  }

  void handleOver() {
    over.run();
  }
}
