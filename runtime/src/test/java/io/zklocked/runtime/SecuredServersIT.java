package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zklocked.LockUnavailableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real servers that want to know who somebody is, and what a user reads when they do not. Each
 * message is printed after {@code [secured]}.
 */
@Timeout(120)
class SecuredServersIT {

  private static final String SECRET = "geheim-word";
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private static Path directory;
  private static final int PLAIN = InstanceSpec.getRandomPort();
  private static final int SECURE = InstanceSpec.getRandomPort();
  private static final int STRICT = InstanceSpec.getRandomPort();

  private static SecretFiles files;
  private static Path serverKey;
  private static Path clientKey;
  private static Path strangerKey;
  private static ServerProcess server;
  private static ServerProcess strict;

  @BeforeAll
  static void start() throws Exception {
    files = new SecretFiles(directory);
    serverKey = files.keystore("server", "SAN=DNS:localhost");
    clientKey = files.keystore("client");
    strangerKey = files.keystore("stranger");
    String login =
        files.text(
            "jaas.conf",
            "Server { org.apache.zookeeper.server.auth.DigestLoginModule required user_billing=\""
                + SECRET
                + "\"; };\n");
    List<String> sasl =
        List.of("-Djava.security.auth.login.config=" + login, "-Dzookeeper.fips-mode=false");
    server =
        new ServerProcess(
            directory.resolve("server"),
            new int[] {PLAIN, SECURE},
            sasl,
            List.of(
                "clientPort=" + PLAIN,
                "DigestAuthenticationProvider.superDigest="
                    + DigestAuthenticationProvider.generateDigest("super:operator"),
                "secureClientPort=" + SECURE,
                "serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory",
                "authProvider.x509=org.apache.zookeeper.server.auth.X509AuthenticationProvider",
                "authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider",
                "ssl.keyStore.location=" + serverKey,
                "ssl.keyStore.password=" + SecretFiles.PASSWORD,
                "ssl.trustStore.location=" + files.truststore(clientKey),
                "ssl.trustStore.password=" + SecretFiles.PASSWORD));
    strict =
        new ServerProcess(
            directory.resolve("strict"),
            new int[] {STRICT},
            sasl,
            List.of(
                "clientPort=" + STRICT,
                "authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider",
                "enforce.auth.enabled=true",
                "enforce.auth.schemes=sasl"));
  }

  @AfterAll
  static void stop() {
    server.close();
    strict.close();
  }

  @Test
  void aForeignClientCannotBreakALock() throws Exception {
    ZkLocksConfig config = plain("digest-owner").with("auth-file", auth("digest=billing:word"));
    try (ZkLocks locks = ZkLocks.start(config);
        CuratorFramework foreign = foreign();
        CuratorFramework owner = foreign("billing:word")) {
      try (Hold hold = locks.acquire("orders/42")) {
        String node = node(owner, "/digest-owner/orders%2F42");
        assertThatThrownBy(() -> foreign.delete().forPath(node))
            .isInstanceOf(KeeperException.NoAuthException.class)
            .satisfies(refused -> print("foreign delete", refused));
        assertThatThrownBy(() -> foreign.getChildren().forPath("/digest-owner"))
            .isInstanceOf(KeeperException.NoAuthException.class);
        assertThat(hold.fencingToken()).isPositive();
      }
      try (Hold again = locks.acquire("orders/42")) {
        assertThat(again.path()).isEqualTo("/digest-owner/orders%2F42");
      }
    }
  }

  @Test
  void anotherDigestIsAnotherIdentity() throws Exception {
    ZkLocksConfig config = plain("digest-other");
    try (ZkLocks owner = ZkLocks.start(config.with("auth-file", auth("digest=billing:word")));
        Hold held = owner.acquire("orders")) {
      assertTold(
          "wrong digest password",
          as("digest=billing:" + SECRET, config),
          "NO_RIGHTS",
          "auth-file");
      assertThat(held.resource()).isEqualTo("orders");
    }
  }

  @Test
  void aDirectoryOfAnotherIdentityIsTold() throws Exception {
    try (CuratorFramework other = foreign("other:word")) {
      other.create().withACL(ZooDefs.Ids.CREATOR_ALL_ACL).forPath("/foreign-root");
      assertTold(
          "a root that belongs to somebody else",
          as("digest=billing:word", plain("foreign-root")),
          "refuses to create the directory /foreign-root/orders (NO_RIGHTS)",
          "auth-file");
    }
  }

  @Test
  void aNodeThatCannotBeDeletedIsTold() throws Exception {
    try (CuratorFramework operator = operator();
        ZkLocks locks = ZkLocks.start(plain("no-delete").with("acl", "world"))) {
      operator
          .create()
          .creatingParentsIfNeeded()
          .withACL(
              List.of(
                  new ACL(ZooDefs.Perms.CREATE | ZooDefs.Perms.READ, ZooDefs.Ids.ANYONE_ID_UNSAFE)))
          .forPath("/no-delete/orders");
      locks.acquire("orders").close();

      assertThat(operator.getChildren().forPath("/no-delete/orders")).hasSize(1);
      operator.setACL().withACL(ZooDefs.Ids.OPEN_ACL_UNSAFE).forPath("/no-delete/orders");
      try (Hold again = locks.acquire("orders")) {
        assertThat(again.resource()).isEqualTo("orders");
      }
    }
  }

  @Test
  void aUserOfSaslLocksForItselfAlone() throws Exception {
    ZkLocksConfig config = plain("sasl-owner").with("auth-file", auth("sasl=billing:" + SECRET));
    try (ZkLocks locks = ZkLocks.start(config);
        CuratorFramework foreign = foreign();
        CuratorFramework operator = operator();
        Hold hold = locks.acquire("orders")) {
      assertThat(hold.path()).isEqualTo("/sasl-owner/orders");
      assertThat(rights(operator, "/sasl-owner")).containsExactly(Map.entry("sasl:billing", 31));
      assertThatThrownBy(() -> foreign.getChildren().forPath("/sasl-owner/orders"))
          .isInstanceOf(KeeperException.NoAuthException.class);
    }
  }

  @Test
  void othersMayBeGivenRightsByName() throws Exception {
    ZkLocksConfig config =
        plain("shared")
            .with("auth-file", auth("digest=billing:word"))
            .with("acl", "creator;sasl:shipping:cdr");
    try (ZkLocks locks = ZkLocks.start(config);
        CuratorFramework operator = operator();
        Hold hold = locks.acquire("orders")) {
      assertThat(hold.path()).isEqualTo("/shared/orders");
      assertThat(rights(operator, "/shared")).containsEntry("sasl:shipping", 13).hasSize(2);
    }
  }

  @Test
  void aWrongPasswordOfSaslIsTold() throws Exception {
    assertTold(
        "wrong SASL password",
        as("sasl=billing:wrong-" + SECRET, plain("x")),
        "refuse the credentials of this client. Check auth-file");
  }

  @Test
  void anUnknownEntryOfTheLoginConfigurationIsTold() throws Exception {
    assertTold(
        "no such JAAS entry",
        as("jaas=NotThere", plain("x")),
        "cannot log in to authenticate by SASL. Check auth-file");
  }

  @Test
  void serversWithoutSaslAreTold() throws Exception {
    try (TestingServer bare = new TestingServer()) {
      assertTold(
          "SASL to a server without it",
          as("sasl=billing:" + SECRET, base(bare.getConnectString())),
          "Check auth-file");
    }
  }

  @Test
  void serversThatWantSaslTakeTheUserAndNobodyElse() throws Exception {
    ZkLocksConfig config = base("localhost:" + STRICT);
    try (ZkLocks locks = ZkLocks.start(config.with("auth-file", auth("sasl=billing:" + SECRET)));
        Hold hold = locks.acquire("orders")) {
      assertThat(hold.resource()).isEqualTo("orders");
    }
    assertTold(
        "no credentials where SASL is wanted",
        config.with("acl", "world"),
        "close the session of every client that does not authenticate",
        "auth-file");
  }

  @Test
  void aCertificateIsAnIdentity() throws Exception {
    ZkLocksConfig config = secure("localhost").withRoot("/x509-owner");
    try (ZkLocks locks = ZkLocks.start(withKey(config, clientKey));
        CuratorFramework operator = operator();
        Hold hold = locks.acquire("orders")) {
      assertThat(hold.path()).isEqualTo("/x509-owner/orders");
      assertThat(rights(operator, "/x509-owner")).containsExactly(Map.entry("x509:CN=client", 31));
    }
  }

  @Test
  void aTruststoreMayBeText() throws Exception {
    ZkLocksConfig config =
        base("localhost:" + SECURE)
            .withRoot("/pem")
            .with("tls.truststore", files.pemTruststore(serverKey).toString());
    try (ZkLocks locks = ZkLocks.start(withKey(config, clientKey));
        Hold hold = locks.acquire("orders")) {
      assertThat(hold.path()).isEqualTo("/pem/orders");
    }
  }

  @Test
  void aServerThatIsNotTrustedIsTold() throws Exception {
    ZkLocksConfig config = trusting(base("localhost:" + SECURE), files.truststore(strangerKey));
    assertTold(
        "server's certificate not trusted",
        withKey(config, clientKey),
        "certificate of the server localhost:" + SECURE,
        "Check tls.truststore");
  }

  @Test
  void aServerWithAnotherNameIsTold() throws Exception {
    ZkLocksConfig config = withKey(secure("127.0.0.1"), clientKey);
    assertTold(
        "certificate for another name",
        config,
        "certificate of the server",
        "tls.hostname-verification");
    try (ZkLocks locks = ZkLocks.start(config.with("tls.hostname-verification", "off"));
        Hold hold = locks.acquire("by-number")) {
      assertThat(hold.resource()).isEqualTo("by-number");
    }
  }

  @Test
  void aCertificateThatTheServerDoesNotKnowIsTold() throws Exception {
    assertTold(
        "client's certificate unknown",
        withKey(secure("localhost"), strangerKey),
        "refuses the TLS of this client",
        "Check tls.keystore");
  }

  @Test
  void aMissingCertificateIsTold() throws Exception {
    assertTold(
        "no client certificate",
        secure("localhost").with("acl", "world"),
        "refuses the TLS of this client",
        "Check tls.keystore");
  }

  @Test
  void tlsToAPlainPortIsTold() throws Exception {
    ZkLocksConfig config = trusting(base("localhost:" + PLAIN), files.truststore(serverKey));
    assertTold(
        "TLS to a port without",
        withKey(config, clientKey),
        "does not speak TLS on this port",
        "secure port");
  }

  @Test
  void aPlainConnectionToAPortWithTlsIsTold() throws Exception {
    assertTold(
        "no TLS to a port with",
        base("localhost:" + SECURE).with("acl", "world"),
        "speaks TLS, and this client does not. Set tls.truststore");
  }

  @Test
  void aStoreThatDoesNotOpenIsTold() throws Exception {
    ZkLocksConfig config =
        secure("localhost")
            .with("tls.keystore", clientKey.toString())
            .with("tls.keystore-password-file", files.text("wrong", "not-it"));
    assertTold(
        "wrong password of the keystore", config, "stores for TLS cannot be used", "tls.keystore");
  }

  private static ZkLocksConfig base(String address) {
    return ZkLocksConfig.connect(address)
        .withSessionTimeout(Duration.ofSeconds(6))
        .withWaitTime(Duration.ofSeconds(20))
        .withShutdownGrace(Duration.ZERO);
  }

  private static ZkLocksConfig plain(String root) {
    return base("localhost:" + PLAIN).withRoot("/" + root);
  }

  private static ZkLocksConfig secure(String host) throws Exception {
    return trusting(base(host + ":" + SECURE), files.truststore(serverKey));
  }

  private static ZkLocksConfig trusting(ZkLocksConfig config, Path truststore) throws Exception {
    return config
        .with("tls.truststore", truststore.toString())
        .with("tls.truststore-password-file", files.text("password", SecretFiles.PASSWORD));
  }

  private static ZkLocksConfig withKey(ZkLocksConfig config, Path keystore) throws Exception {
    return config
        .with("tls.keystore", keystore.toString())
        .with("tls.keystore-password-file", files.text("password", SecretFiles.PASSWORD));
  }

  private static String auth(String line) throws Exception {
    return files.text("auth-" + Integer.toHexString(line.hashCode()), line + "\n");
  }

  private static ZkLocksConfig as(String credential, ZkLocksConfig config) throws Exception {
    return config.with("auth-file", auth(credential));
  }

  /** What a user reads who wants a lock and does not get it, as soon as the reason is known. */
  private static void assertTold(String what, ZkLocksConfig config, String... told) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (ZkLocks locks = ZkLocks.start(config.withWaitTime(SHORT))) {
      LockUnavailableException refused;
      do {
        refused =
            catchThrowableOfType(
                LockUnavailableException.class, () -> locks.acquire("orders").close());
        assertThat(refused).as(what).isNotNull().hasMessageNotContaining(SECRET);
      } while (!String.valueOf(refused.getMessage()).contains(told[0])
          && System.nanoTime() < deadline);
      assertThat(refused).hasMessageContainingAll(told);
      print(what, refused);
    }
  }

  private static void print(String what, Throwable read) {
    System.out.println("[secured] " + what + ": " + read.getMessage());
  }

  /** May do everything, and so look at the rights of others' nodes. */
  private static CuratorFramework operator() {
    return foreign("super:operator");
  }

  private static CuratorFramework foreign(String... digests) {
    var builder =
        CuratorFrameworkFactory.builder()
            .connectString("localhost:" + PLAIN)
            .retryPolicy(new RetryOneTime(500));
    for (String digest : digests) {
      builder.authorization("digest", digest.getBytes(StandardCharsets.UTF_8));
    }
    CuratorFramework client = builder.build();
    client.start();
    return client;
  }

  private static String node(CuratorFramework client, String directory) throws Exception {
    return directory + "/" + client.getChildren().forPath(directory).get(0);
  }

  private static Map<String, Integer> rights(CuratorFramework client, String path)
      throws Exception {
    Map<String, Integer> rights = new TreeMap<>();
    for (ACL each : client.getZookeeperClient().getZooKeeper().getACL(path, null)) {
      rights.put(each.getId().getScheme() + ":" + each.getId().getId(), each.getPerms());
    }
    return rights;
  }
}
