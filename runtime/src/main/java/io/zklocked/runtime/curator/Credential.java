package io.zklocked.runtime.curator;

/**
 * Who this client is, to servers that want to know. Immutable. Its text never shows the secret.
 *
 * @param scheme how the servers are told
 * @param name the user; for {@link Scheme#JAAS} the entry of the login configuration
 * @param secret the password; empty for {@link Scheme#JAAS}
 */
public record Credential(Scheme scheme, String name, String secret) {

  /** How a credential is proved. */
  public enum Scheme {
    /** ZooKeeper's own {@code digest}: any name and password are an identity. */
    DIGEST,
    /** SASL by DIGEST-MD5, with a name and a password that the servers know. */
    SASL,
    /** SASL by an entry of the JVM's login configuration, such as one for Kerberos. */
    JAAS
  }

  boolean isSasl() {
    return scheme != Scheme.DIGEST;
  }

  @Override
  public String toString() {
    return scheme + " " + name;
  }
}
