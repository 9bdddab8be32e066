package io.zklocked.runtime.curator;

import io.zklocked.runtime.engine.Ensemble;
import java.util.List;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.data.ACL;

/**
 * What all sessions of one ensemble have in common. Immutable.
 *
 * @param address where the servers are
 * @param mailbox through which everything is told
 * @param events who is told
 * @param rights gives the access rights of new nodes
 * @param over called when a handle or a session came to its end, so that the next is looked after
 */
record SessionOrigin(
    Servers address, Mailbox mailbox, Ensemble.Events events, ACLProvider rights, Runnable over) {

  String description() {
    return address.text();
  }

  List<ACL> rightsFor(String path) {
    return rights.getAclForPath(path);
  }

  void failed(String reason) {
    mailbox.postElsewhere(() -> events.failed(reason));
  }

  void handleOver() {
    over.run();
  }
}
