package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZkLocksConfigTest {

  private static final ZkLocksConfig CONFIG = ZkLocksConfig.connect("zk1:2181");
  private static final ZkLocksConfig OPEN = CONFIG.with("acl", "world");

  @Test
  void defaultsAreThoseOfTheCatalogue() {
    assertThat(CONFIG)
        .hasToString(
            "ZkLocksConfig[connect=zk1:2181, root=/zklocked, session-timeout=16s,"
                + " connect-timeout=5s, wait-time=30s, wait-warning=10s, shutdown-grace=10s, hand-off=on, retain=off,"
                + " verified-release=off, order-check=warn, tls.hostname-verification=on, on-unwoven=fail, observe=off, metrics=on, log=info,"
                + " properties=[]]");
    assertThat(CONFIG.isMemory()).isFalse();
    assertThat(CONFIG.configFile()).isNull();
  }

  @Test
  void changedCopyLeavesTheOriginal() {
    ZkLocksConfig changed =
        CONFIG
            .withConnect("memory")
            .withRoot("/app/locks")
            .withSessionTimeout(Duration.ofMillis(1500))
            .withConnectTimeout(Duration.ofSeconds(1))
            .withWaitTime(ChronoUnit.FOREVER.getDuration())
            .withWaitWarning(Duration.ZERO)
            .withShutdownGrace(Duration.ZERO)
            .withHandOff(false)
            .withRetain(Duration.ofMillis(100))
            .withVerifiedRelease(true)
            .withOrderCheck(OrderCheck.FAIL)
            .withMetrics(false)
            .withProperty("token", "geheim");
    assertThat(changed)
        .hasToString(
            "ZkLocksConfig[connect=memory, root=/app/locks, session-timeout=1500ms,"
                + " connect-timeout=1s, wait-time=forever, wait-warning=off, shutdown-grace=0, hand-off=off, retain=100ms,"
                + " verified-release=on, order-check=fail, tls.hostname-verification=on, on-unwoven=fail, observe=off, metrics=off, log=info,"
                + " properties=[token]]");
    assertThat(changed.isMemory()).isTrue();
    assertThat(changed.metrics()).isFalse();
    assertThat(changed.property("token")).isEqualTo("geheim");
    assertThat(CONFIG.root()).isEqualTo("/zklocked");
    assertThat(CONFIG.property("token")).isNull();
  }

  @Test
  void everyKeyIsGivenByItsNameAsWell() {
    ZkLocksConfig changed = CONFIG.with("retain", "50ms").with("log", "debug");
    assertThat(changed.retain()).isEqualTo(Duration.ofMillis(50));
    assertThat(changed.log()).isEqualTo("debug");
    assertThatThrownBy(() -> CONFIG.with("handoff", "off"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "There is no key 'handoff'. Did you mean hand-off? Known: connect,");
    assertThatThrownBy(() -> CONFIG.with("hand-off", "no"))
        .hasMessageStartingWith("hand-off cannot be 'no': it is neither on nor off.");
    assertThatThrownBy(() -> CONFIG.with("config", "x")).isInstanceOf(ConfigException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "memory",
        "zk1:2181",
        "zk-1.example.org:2181,zk_2:2182,10.0.0.3:1",
        "zk1:65535/app",
        "zk1:2181,zk2:2181/app/locks",
        "[::1]:2181,[fe80::1%eth0]:2181",
        "[::ffff:10.0.0.1]:2181/x"
      })
  void addressIsTaken(String address) {
    assertThat(ZkLocksConfig.connect(address).connect()).isEqualTo(address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|it is empty",
        "zk1|the server 'zk1' has no port: ZooKeeper's usual one is 2181",
        "Memory|has no port",
        "zk1:|has a port that is not a number from 1 to 65535",
        "zk1:0|has a port that",
        "zk1:65536|has a port that",
        "zk1:+218|has a port that",
        "zk1:2181x|has a port that",
        "zk1:99999999999999999999|has a port that",
        ":2181|has no host",
        "zk1:2181,|a server is empty",
        ",zk1:2181|a server is empty",
        "/app|a server is empty",
        "zk1:2181, zk2:2181|the server ' zk2:2181' has white space",
        "zk 1:2181|has white space",
        "zk1:2181;zk2:2181|has several colons",
        "z\u00fcrich:2181|has a character that no host name has",
        "::1:2181|has several colons: an IPv6 address stands in brackets",
        "[::1:2181|lacks the closing bracket",
        "[::1]|has no port: write [address]:2181",
        "[zk1]:2181|has no IPv6 address between its brackets",
        "[fe80::1%e 0]:2181|has no IPv6 address",
        "zk://zk1:2181|has no scheme",
        "zk1:2181/app,zk2:2181|the chroot '/app' stands once, after the last server",
        "zk1:2181/|is not a path: it names no directory",
        "zk1:2181/a//b|is not a path: it has two / in a row",
      })
  void malformedAddressIsRefused(String address, String why) {
    assertThatThrownBy(() -> ZkLocksConfig.connect(address))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why)
        .hasMessageStartingWith("connect cannot be '")
        .hasMessageContaining("Allowed: host:port,host:port,...[/chroot], or memory.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|it is empty",
        "app|it does not start with /",
        "/|it names no directory",
        "/app/|it ends with /",
        "/a//b|it has two / in a row",
        "/a/../b|the element ..",
        "/.|the element .",
        "/a b|the character U+0020",
        "/a\u0000|the character U+0000",
        "/a\ud800|the character U+d800",
        "/zookeeper/locks|belongs to ZooKeeper itself",
      })
  void malformedRootIsRefused(String root, String why) {
    assertThatThrownBy(() -> CONFIG.withRoot(root))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  @Test
  void timesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> CONFIG.withSessionTimeout(Duration.ZERO))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("session-timeout cannot be '0': it is shorter than 1ms.");
    assertThatThrownBy(() -> CONFIG.withSessionTimeout(Duration.ofDays(30)))
        .hasMessageContaining("it is longer than 24 days");
    assertThatThrownBy(() -> CONFIG.withConnectTimeout(Duration.ofNanos(999_999)))
        .hasMessageContaining("it is shorter than 1ms");
    assertThatThrownBy(() -> CONFIG.withWaitTime(Duration.ofSeconds(-1)))
        .hasMessageContaining("it is negative");
    assertThat(CONFIG.withWaitTime(Duration.ofDays(300_000)).waitTime().toNanos())
        .isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> CONFIG.withShutdownGrace(Duration.ofSeconds(-1)))
        .hasMessageContaining("it is negative");
  }

  @Test
  void waitTimeShorterThanACrashIsWarnedOf() {
    assertThat(OPEN.warnings()).isEmpty();
    assertThat(OPEN.withWaitTime(Duration.ofSeconds(20)).warnings()).isEmpty();
    assertThat(OPEN.withWaitTime(Duration.ofSeconds(19)).warnings())
        .singleElement()
        .asString()
        .startsWith("wait-time=19s does not outlast a crashed holder")
        .contains("up to 20s");
    assertThat(OPEN.withWaitTime(ChronoUnit.FOREVER.getDuration()).warnings()).isEmpty();
  }

  @Test
  void sessionOfFewerThanEightTicksIsWarnedOf() {
    assertThat(OPEN.withSessionTimeout(Duration.ofSeconds(16)).warnings()).isEmpty();
    assertThat(OPEN.withSessionTimeout(Duration.ofSeconds(6)).warnings())
        .singleElement()
        .asString()
        .startsWith("session-timeout=6s is safe only with servers whose tickTime is 750ms or less");
    assertThat(OPEN.withSessionTimeout(Duration.ofMillis(15_999)).warnings()).hasSize(1);
    assertThat(
            ZkLocksConfig.memory()
                .withSessionTimeout(Duration.ofSeconds(1))
                .withWaitTime(Duration.ZERO)
                .warnings())
        .hasSize(1);
  }

  @Test
  void retentionBeyondAQuarterOfTheSessionIsCutAndWarnedOf() {
    assertThat(OPEN.retain()).isZero();
    assertThat(OPEN.withRetain(Duration.ofSeconds(4)).warnings()).isEmpty();
    ZkLocksConfig longer = OPEN.withRetain(Duration.ofSeconds(5));
    assertThat(longer.retain()).isEqualTo(Duration.ofSeconds(4));
    assertThat(longer.warnings())
        .singleElement()
        .asString()
        .startsWith("retain=5s is longer than a quarter of session-timeout: 4s is taken");
    assertThat(longer.withSessionTimeout(Duration.ofSeconds(20)).warnings()).isEmpty();
    assertThatThrownBy(() -> OPEN.withRetain(Duration.ofSeconds(-1)))
        .hasMessageStartingWith("retain cannot be '-1s': it is negative.")
        .hasMessageContaining("Allowed: a time such as 100ms, or off.");
  }

  @Test
  void retentionThatVerifiedReleasesUndoIsWarnedOf() {
    assertThat(OPEN.withVerifiedRelease(true).warnings()).isEmpty();
    assertThat(OPEN.withVerifiedRelease(true).withRetain(Duration.ofMillis(100)).warnings())
        .singleElement()
        .asString()
        .startsWith("verified-release=on deletes the node of a lock at each release");
  }

  @Test
  void memoryIsWarnedOf() {
    assertThat(ZkLocksConfig.memory().withWaitTime(Duration.ZERO).warnings())
        .singleElement()
        .asString()
        .startsWith("connect=memory: the locks hold within this JVM only");
  }

  @Test
  void systemPropertyIsLoaded() {
    System.setProperty("zklocked.wait-time", "7s");
    try {
      assertThat(ZkLocksConfig.load("connect=memory").waitTime()).isEqualTo(Duration.ofSeconds(7));
      assertThatThrownBy(ZkLocksConfig::load)
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("No ensemble is configured.");
    } finally {
      System.clearProperty("zklocked.wait-time");
    }
  }
}
