package io.zklocked.faults;

import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** A ZooKeeper server that does not outlive the test: {@code <configuration file>}. */
final class ServerProgram {

  private ServerProgram() {}

  /** Runs until the process ends. */
  public static void main(String[] args) {
    Lifeline.hold();
    QuorumPeerMain.main(args);
  }
}
