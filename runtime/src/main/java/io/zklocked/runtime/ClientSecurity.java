package io.zklocked.runtime;

import io.zklocked.runtime.curator.Credential;
import io.zklocked.runtime.curator.Right;
import io.zklocked.runtime.curator.Security;
import io.zklocked.runtime.curator.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of the configuration what the client of the servers needs to prove who it is. */
final class ClientSecurity {

  private static final Logger LOGGER = LoggerFactory.getLogger("io.zklocked");

  private ClientSecurity() {}

  /**
   * Reads the credentials. Blocks for that.
   *
   * @throws ConfigException if they cannot be read any more, or keys contradict each other
   */
  static Security of(ZkLocksConfig config) {
    Safeguards.check(config);
    return new Security(credentials(config), rights(config), tls(config));
  }

  private static List<Credential> credentials(ZkLocksConfig config) {
    String path = Safeguards.text(config, ConfigKey.AUTH_FILE);
    if (path == null) {
      return List.of();
    }
    try {
      List<Credential> credentials = AuthFile.read(path);
      if (credentials.stream().anyMatch(each -> !each.secret().isEmpty())) {
        warnIfOpen(ConfigKey.AUTH_FILE, path);
      }
      return credentials;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "auth-file " + QuotedValue.of(path) + " cannot be used: " + e.getMessage() + ".",
          null,
          ConfigKey.AUTH_FILE.text(),
          e);
    }
  }

  private static List<Right> rights(ZkLocksConfig config) {
    String acl = Safeguards.text(config, ConfigKey.ACL);
    if (acl != null) {
      return AccessRights.parse(acl);
    }
    return List.of(Safeguards.isAuthenticated(config) ? Right.CREATOR : Right.WORLD);
  }

  private static @Nullable Tls tls(ZkLocksConfig config) {
    String truststore = Safeguards.text(config, ConfigKey.TLS_TRUSTSTORE);
    String keystore = Safeguards.text(config, ConfigKey.TLS_KEYSTORE);
    if (truststore == null && keystore == null) {
      return null;
    }
    return new Tls(
        StoreFile.JDK.equals(truststore) ? null : truststore,
        secret(config, ConfigKey.TLS_TRUSTSTORE_PASSWORD_FILE),
        keystore,
        secret(config, ConfigKey.TLS_KEYSTORE_PASSWORD_FILE),
        config.values().get(ConfigKey.TLS_HOSTNAME_VERIFICATION, Boolean.class));
  }

  private static @Nullable String secret(ZkLocksConfig config, ConfigKey key) {
    String path = Safeguards.text(config, key);
    if (path != null) {
      warnIfOpen(key, path);
    }
    return path;
  }

  private static void warnIfOpen(ConfigKey key, String path) {
    try {
      Set<PosixFilePermission> given = Files.getPosixFilePermissions(Path.of(path));
      List<String> others = new ArrayList<>();
      if (given.contains(PosixFilePermission.GROUP_READ)) {
        others.add("its group");
      }
      if (given.contains(PosixFilePermission.OTHERS_READ)) {
        others.add("everybody");
      }
      if (!others.isEmpty()) {
        LOGGER.warn(
            "{} {} holds a secret and can be read by {}. Let this process alone read it (chmod"
                + " 600)",
            key.text(),
            QuotedValue.of(path),
            String.join(" and ", others));
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOGGER.debug("Who may read {} is not known", path, e);
    }
  }
}
