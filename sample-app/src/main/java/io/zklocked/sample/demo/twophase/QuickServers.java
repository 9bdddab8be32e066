package io.zklocked.sample.demo.twophase;

import io.zklocked.sample.demo.stage.Cleanup;
import io.zklocked.sample.demo.stage.EmbeddedEnsemble;
import io.zklocked.sample.demo.stage.Ensembles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Servers that notice soon who is gone, so that the lock of a killed coordinator is free soon. */
final class QuickServers {

  /** As the coordinators' locks have to be configured for these servers. */
  static final List<String> SETTINGS = List.of("session-timeout=2400ms");

  private static final int TICK_MILLIS = 300;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private QuickServers() {}

  /**
   * Starts servers, and waits until they are ready.
   *
   * @param data where they keep their data
   * @param cleanup closes them
   */
  static EmbeddedEnsemble start(Path data, Cleanup cleanup) throws Exception {
    EmbeddedEnsemble servers = EmbeddedEnsemble.start(data, TICK_MILLIS, cleanup);
    Ensembles.awaitReady(servers.connect(), PATIENCE);
    return servers;
  }
}
