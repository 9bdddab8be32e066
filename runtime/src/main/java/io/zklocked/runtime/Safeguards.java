package io.zklocked.runtime;

import org.jspecify.annotations.Nullable;

/** Checks the keys that say who this process is against each other. */
final class Safeguards {

  private Safeguards() {}

  /** Whether this process proves who it is. */
  static boolean isAuthenticated(ZkLocksConfig config) {
    return has(config, ConfigKey.AUTH_FILE) || has(config, ConfigKey.TLS_KEYSTORE);
  }

  /**
   * Refuses what cannot be meant.
   *
   * @throws ConfigException if rights are for the creator, who is nobody, or a password is for a
   *     store that is not there
   */
  static void check(ZkLocksConfig config) {
    String acl = text(config, ConfigKey.ACL);
    if (acl != null && AccessRights.needsCreator(acl) && !isAuthenticated(config)) {
      throw wrong(
          ConfigKey.ACL,
          "gives rights to the creator of a node, but this process proves to nobody who it is. Set"
              + " auth-file or tls.keystore, or acl=world.");
    }
    String truststore = text(config, ConfigKey.TLS_TRUSTSTORE);
    checkStore(
        config,
        ConfigKey.TLS_TRUSTSTORE_PASSWORD_FILE,
        ConfigKey.TLS_TRUSTSTORE,
        StoreFile.JDK.equals(truststore) ? null : truststore);
    checkStore(
        config,
        ConfigKey.TLS_KEYSTORE_PASSWORD_FILE,
        ConfigKey.TLS_KEYSTORE,
        text(config, ConfigKey.TLS_KEYSTORE));
  }

  /** The text of a key, or null if it has none. */
  static @Nullable String text(ZkLocksConfig config, ConfigKey key) {
    return config.values().find(key, String.class);
  }

  static boolean has(ZkLocksConfig config, ConfigKey key) {
    return text(config, key) != null;
  }

  private static void checkStore(
      ZkLocksConfig config, ConfigKey password, ConfigKey key, @Nullable String store) {
    if (has(config, password) && store == null) {
      throw wrong(
          password,
          "is set, but " + key.text() + " names no file. Set that, too, or leave this out.");
    }
  }

  private static ConfigException wrong(ConfigKey key, String what) {
    return new ConfigException(key.text() + " " + what, null, key.text(), null);
  }
}
