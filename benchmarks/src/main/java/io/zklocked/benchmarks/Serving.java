package io.zklocked.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/** A ZooKeeper server that ends with its standard input, so that it outlives nobody. */
final class Serving {

  private Serving() {}

  /** Serves. Blocks until the server ends. */
  static void serve(String configuration) {
    Thread end = new Thread(Serving::awaitEndOfInput, "end-of-input");
    end.setDaemon(true);
    end.start();
    QuorumPeerMain.main(new String[] {configuration});
  }

  private static void awaitEndOfInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }
}
