package io.zklocked.runtime.curator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a client proves who it is, and who may do what with its nodes. Immutable.
 *
 * @param credentials told to the servers at each connection
 * @param rights those of new nodes
 * @param tls how connections are encrypted; null for plain TCP
 */
public record Security(List<Credential> credentials, List<Right> rights, @Nullable Tls tls) {

  /** Plain TCP, nobody in particular, nodes open to everybody. */
  public static final Security NONE = new Security(List.of(), List.of(Right.WORLD), null);

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if two credentials are for SASL, which takes one
   */
  public Security {
    credentials = List.copyOf(credentials);
    rights = List.copyOf(rights);
    if (credentials.stream().filter(Credential::isSasl).count() > 1) {
      throw new IllegalArgumentException("A connection has one identity by SASL");
    }
  }

  /** The credential for SASL, or null if there is none. */
  @Nullable Credential sasl() {
    for (Credential credential : credentials) {
      if (credential.isSasl()) {
        return credential;
      }
    }
    return null;
  }
}
