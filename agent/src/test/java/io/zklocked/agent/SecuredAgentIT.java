package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.zklocked.agent.Forked.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.server.NettyServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's jar holds all that TLS needs, and keeps it to itself. */
class SecuredAgentIT {

  private static final String PASSWORD = "geheim";
  private static final String APP =
      """
      import io.zklocked.*;
      public class Secured {
        @ZkLocked("orders") static void work() {
          System.out.println(HeldLock.current().path() + " " + HeldLock.current().state());
        }
        public static void main(String[] a) {
          work();
          try { Class.forName("io.netty.channel.Channel"); System.out.println("visible"); }
          catch (ClassNotFoundException e) { System.out.println("end"); }
        }
      }
      """;

  @TempDir static Path directory;
  private static ServerCnxnFactory entrance;
  private static Map<String, String> settings = Map.of();

  @BeforeAll
  static void start() throws Exception {
    String store = directory.resolve("server.p12").toString();
    String dns = "SAN=DNS:localhost";
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=server", "-ext", dns, "-keystore", store);
    String trusted = directory.resolve("trusted.pem").toString();
    keytool("-exportcert", "-rfc", "-file", trusted, "-keystore", store);
    settings =
        Map.of(
            ServerCnxnFactory.ZOOKEEPER_SERVER_CNXN_FACTORY,
            NettyServerCnxnFactory.class.getName(),
            "zookeeper.ssl.keyStore.location",
            store,
            "zookeeper.ssl.keyStore.password",
            PASSWORD,
            "zookeeper.ssl.clientAuth",
            "none");
    settings.forEach(System::setProperty);
    entrance = ServerCnxnFactory.createFactory();
    entrance.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100, -1, true);
    entrance.startup(new ZooKeeperServer(directory.toFile(), directory.toFile(), 500));
    Forked.compile(directory, "Secured", APP);
  }

  @AfterAll
  static void stop() {
    entrance.shutdown();
    settings.keySet().forEach(System::clearProperty);
  }

  @Test
  void aLockIsTakenByTls() throws Exception {
    check(Forked.java(agent(), "-cp", classPath(), "Secured"));
  }

  @Test
  void theSameOnJdk25() throws Exception {
    String home = Forked.jdk25();
    assumeFalse(home.isEmpty(), "there is no JDK 25: set JDK25_HOME");
    check(Forked.run(home + "/bin/java", agent(), "-cp", classPath(), "Secured"));
  }

  private static void check(Outcome run) {
    System.out.println("[secured] the agent's own log: " + run.err());
    assertThat(run.out()).as("%s", run).containsExactly("/zklocked/orders VALID", "end");
    assertThat(run.exit()).isZero();
  }

  private static String agent() {
    return "-javaagent:"
        + Forked.AGENT
        + "=acl=world,connect=localhost:"
        + entrance.getLocalPort()
        + ",tls.truststore="
        + directory.resolve("trusted.pem");
  }

  private static String classPath() {
    return directory + ":" + Forked.ANNOTATIONS;
  }

  private static void keytool(String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-alias", "server", "-storetype", "PKCS12", "-storepass", PASSWORD));
    Outcome made =
        Forked.run(System.getProperty("java.home") + "/bin/keytool", all.toArray(String[]::new));
    assertThat(made.exit()).as("%s", made).isZero();
  }
}
