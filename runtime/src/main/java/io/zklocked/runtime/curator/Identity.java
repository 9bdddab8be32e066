package io.zklocked.runtime.curator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** Who this client is, on each of its handles. Immutable. */
final class Identity {

  private final ClientSettings settings;
  private final List<Credential> credentials;
  private final @Nullable String loginEntry;

  /** Adds to the login configuration of the JVM where SASL needs it. */
  Identity(Security security) {
    Credential login = security.sasl();
    this.loginEntry = login == null ? null : LoginEntries.nameFor(login);
    this.settings = ClientSettings.of(security, loginEntry);
    this.credentials = security.credentials();
  }

  /** For new handles; not to be changed. */
  ClientSettings settings() {
    return settings;
  }

  /** Whether a handle counts as connected only once it is authenticated by SASL. */
  boolean isSasl() {
    return loginEntry != null;
  }

  /** Takes back what it added to the login configuration: its last handle is closed. */
  void forget() {
    if (loginEntry != null) {
      LoginEntries.forget(loginEntry);
    }
  }

  /** Gives a handle what it tells the servers ahead of all requests, at each connection. */
  void introduce(ZooKeeper handle) {
    for (Credential credential : credentials) {
      if (!credential.isSasl()) {
        String userAndPassword = credential.name() + ":" + credential.secret();
        handle.addAuthInfo("digest", userAndPassword.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
