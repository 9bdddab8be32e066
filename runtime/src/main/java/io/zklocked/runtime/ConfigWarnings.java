package io.zklocked.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Knows what a person should hear of a configuration that can be used all the same. Stateless. */
final class ConfigWarnings {

  /** The time of a server's tick where its configuration does not say otherwise. */
  private static final Duration TICK = Duration.ofSeconds(2);

  /** So many ticks of the servers are in a session timeout by which a lock can be trusted. */
  private static final int TICKS_IN_SESSION = 8;

  private ConfigWarnings() {}

  static List<String> of(ZkLocksConfig config) {
    List<String> warnings = new ArrayList<>(4);
    if (config.observes()) {
      warnings.add(
          "observe=on is for methods that the agent weaves: these locks, by hand or with Guice, are"
              + " taken all the same");
    }
    if (config.isMemory()) {
      warnings.add(
          "connect=memory: the locks hold within this JVM only and keep no other process out");
    } else {
      warnOfOpenLocks(config, warnings);
      warnOfSession(config, warnings);
      warnOfWait(config, warnings);
    }
    warnOfRetention(config, warnings);
    warnOfRules(config, warnings);
    return warnings;
  }

  /**
   * How long a lock may be retained at most. It is granted anew only if a quarter of the session
   * timeout is left; what is kept longer would mostly be kept in vain.
   */
  static Duration longestRetention(Duration sessionTimeout) {
    return sessionTimeout.dividedBy(4);
  }

  /** The agent, which locks by them, gives them to nobody else. */
  private static void warnOfRules(ZkLocksConfig config, List<String> warnings) {
    if (!config.rules().methods().isEmpty() || !config.rules().annotations().isEmpty()) {
      warnings.add(
          "rules "
              + config.rulesShown()
              + ": without the agent nothing is locked by them; only what they set of locks is in"
              + " effect");
    }
  }

  private static void warnOfOpenLocks(ZkLocksConfig config, List<String> warnings) {
    if (!Safeguards.isAuthenticated(config) && !Safeguards.has(config, ConfigKey.ACL)) {
      warnings.add(
          "nobody is authenticated: every client of the ensemble may read and delete the nodes of"
              + " the locks. Set auth-file or tls.keystore, or say that it is meant by acl=world");
    }
  }

  private static void warnOfSession(ZkLocksConfig config, List<String> warnings) {
    Duration timeout = config.sessionTimeout();
    if (timeout.compareTo(TICK.multipliedBy(TICKS_IN_SESSION)) < 0) {
      warnings.add(
          "session-timeout="
              + DurationText.of(timeout)
              + " is safe only with servers whose tickTime is "
              + DurationText.of(timeout.dividedBy(TICKS_IN_SESSION))
              + " or less: how long a lock may be trusted is derived from at least 8 ticks, and the"
              + " usual tick is 2s. Leave it at 16s, or lower the servers' tickTime");
    }
  }

  private static void warnOfWait(ZkLocksConfig config, List<String> warnings) {
    Duration crash = config.sessionTimeout().plus(TICK).plus(TICK);
    if (config.waitTime().compareTo(crash) < 0) {
      warnings.add(
          "wait-time="
              + DurationText.of(config.waitTime())
              + " does not outlast a crashed holder: its lock is freed after up to "
              + DurationText.of(crash)
              + " (session-timeout and two ticks of 2s), so waiters may fail as busy before. Raise"
              + " wait-time or lower session-timeout");
    }
  }

  private static void warnOfRetention(ZkLocksConfig config, List<String> warnings) {
    if (config.givenRetention().compareTo(config.retain()) > 0) {
      warnings.add(
          "retain="
              + DurationText.of(config.givenRetention())
              + " is longer than a quarter of session-timeout: "
              + DurationText.of(config.retain())
              + " is taken. A lock is granted from what was retained only while at least that much"
              + " of its session is left");
    }
    if (!config.retain().isZero() && config.verifiedRelease()) {
      warnings.add(
          "verified-release=on deletes the node of a lock at each release, so that retain has no"
              + " effect. Switch one of them off");
    }
  }
}
