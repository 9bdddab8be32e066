package io.zklocked.runtime.curator;

import java.util.Locale;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.jspecify.annotations.Nullable;

/**
 * The settings of ZooKeeper's client, complete: those that an application makes for a client of its
 * own, by system properties, do not reach this one, but for the size of packets and, where the
 * JVM's login configuration is used, what ZooKeeper documents beside it.
 */
final class ClientSettings extends ZKClientConfig {

  private static final String FIPS_MODE = "zookeeper.fips-mode";
  private static final String[] BESIDE_JAAS = {
    FIPS_MODE,
    ZK_SASL_CLIENT_USERNAME,
    ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME,
    ZOOKEEPER_SERVER_REALM,
    ZOOKEEPER_SERVER_PRINCIPAL,
    KINIT_COMMAND,
    JGSS_NATIVE
  };

  private ClientSettings() {
    setProperty(ZOOKEEPER_REQUEST_TIMEOUT, "0");
    setProperty(ZOOKEEPER_SERVER_PRINCIPAL, null);
    setProperty(DISABLE_AUTO_WATCH_RESET, "false");
  }

  /**
   * @param loginEntry the entry of the login configuration; null where there is no SASL
   */
  static ClientSettings of(Security security, @Nullable String loginEntry) {
    var settings = new ClientSettings();
    Credential sasl = security.sasl();
    settings.setProperty(ENABLE_CLIENT_SASL_KEY, String.valueOf(sasl != null));
    if (sasl != null) {
      settings.setProperty(LOGIN_CONTEXT_NAME_KEY, loginEntry);
      if (sasl.scheme() == Credential.Scheme.JAAS) {
        settings.takeFromSystem(BESIDE_JAAS);
      } else {
        // In this mode, which is on by default, the client leaves DIGEST-MD5 out without a word.
        settings.setProperty(FIPS_MODE, "false");
      }
    }
    Tls tls = security.tls();
    settings.setProperty(SECURE_CLIENT, String.valueOf(tls != null));
    settings.setProperty(
        ZOOKEEPER_CLIENT_CNXN_SOCKET,
        "org.apache.zookeeper.ClientCnxnSocket" + (tls == null ? "NIO" : "Netty"));
    if (tls != null) {
      settings.encrypt(tls);
    }
    return settings;
  }

  private void encrypt(Tls tls) {
    try (var names = new ClientX509Util()) {
      String truststore = tls.truststore();
      if (truststore != null) {
        setProperty(names.getSslTruststoreLocationProperty(), truststore);
        setProperty(names.getSslTruststoreTypeProperty(), type(truststore));
        setProperty(names.getSslTruststorePasswdPathProperty(), tls.truststorePasswordFile());
      }
      String keystore = tls.keystore();
      if (keystore != null) {
        setProperty(names.getSslKeystoreLocationProperty(), keystore);
        setProperty(names.getSslKeystoreTypeProperty(), type(keystore));
        setProperty(names.getSslKeystorePasswdPathProperty(), tls.keystorePasswordFile());
      }
      setProperty(
          names.getSslHostnameVerificationEnabledProperty(),
          String.valueOf(tls.hostnameVerification()));
    }
  }

  /** The kind of a store, by the end of its name, in ZooKeeper's words. */
  private static String type(String store) {
    String name = store.toLowerCase(Locale.ROOT);
    if (name.endsWith(".jks")) {
      return "JKS";
    }
    return name.endsWith(".pem") ? "PEM" : "PKCS12";
  }

  /** Called by the constructor of the superclass, where it reads the system's properties. */
  @Override
  protected void handleBackwardCompatibility() {
    takeFromSystem(JUTE_MAXBUFFER);
  }

  private void takeFromSystem(String... names) {
    for (String name : names) {
      setProperty(name, System.getProperty(name));
    }
  }

  /** The login configuration is never named by a file here; ZooKeeper asks only for a message. */
  @Override
  public @Nullable String getJaasConfKey() {
    return null;
  }
}
