package io.zklocked.runtime.curator;

import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's login configuration with entries of ours in front. Thread-safe.
 *
 * <p>ZooKeeper's client logs in by the configuration of the JVM and by no other, so that a user and
 * a password get to it only in this way. The names of our entries are ids that nobody else has; all
 * other names are answered as they were before.
 */
final class LoginEntries extends Configuration {

  private static final String PREFIX = "zklocked-";

  private final @Nullable Configuration before;
  private final Map<String, AppConfigurationEntry[]> entries = new ConcurrentHashMap<>();

  private LoginEntries(@Nullable Configuration before) {
    this.before = before;
  }

  /** The name of the entry by which a credential for SASL logs in; made if it is not the JVM's. */
  static String nameFor(Credential sasl) {
    if (sasl.scheme() == Credential.Scheme.JAAS) {
      return sasl.name();
    }
    String name = PREFIX + UUID.randomUUID();
    installed().entries.put(name, new AppConfigurationEntry[] {digest(sasl)});
    return name;
  }

  /** Takes back what {@link #nameFor} has made, and the whole configuration with the last. */
  static void forget(String name) {
    synchronized (LoginEntries.class) {
      if (current() instanceof LoginEntries ours
          && ours.entries.remove(name) != null
          && ours.entries.isEmpty()) {
        setConfiguration(ours.before);
      }
    }
  }

  private static AppConfigurationEntry digest(Credential sasl) {
    return new AppConfigurationEntry(
        DigestLoginModule.class.getName(),
        LoginModuleControlFlag.REQUIRED,
        Map.of("username", sasl.name(), "password", sasl.secret()));
  }

  /** Ours, if it is in force; otherwise a new one in front of what is. */
  private static LoginEntries installed() {
    synchronized (LoginEntries.class) {
      Configuration current = current();
      if (current instanceof LoginEntries ours) {
        return ours;
      }
      LoginEntries made = new LoginEntries(current);
      setConfiguration(made);
      return made;
    }
  }

  private static @Nullable Configuration current() {
    try {
      return getConfiguration();
    } catch (SecurityException e) {
      return null; // so the JDK says that no login configuration is named anywhere
    }
  }

  @Override
  public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String name) {
    AppConfigurationEntry[] own = entries.get(name);
    if (own != null) {
      return own.clone();
    }
    return before == null ? asTheJdk(name) : before.getAppConfigurationEntry(name);
  }

  /** A file may have been named since. */
  private static AppConfigurationEntry @Nullable [] asTheJdk(String name) {
    try {
      return getInstance("JavaLoginConfig", null).getAppConfigurationEntry(name);
    } catch (NoSuchAlgorithmException e) {
      throw new SecurityException(e);
    }
  }

  @Override
  public void refresh() {
    if (before != null) {
      before.refresh();
    }
  }
}
