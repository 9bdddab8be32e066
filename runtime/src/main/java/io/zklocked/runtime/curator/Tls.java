package io.zklocked.runtime.curator;

import org.jspecify.annotations.Nullable;

/**
 * How connections are encrypted and proved. Immutable. Names files only, never their passwords.
 *
 * @param truststore the certificates that a server's is checked against; null for those that the
 *     JDK trusts
 * @param truststorePasswordFile the file with its password, or null
 * @param keystore this client's own key and certificate; null if it has none
 * @param keystorePasswordFile the file with its password, or null
 * @param hostnameVerification whether a server's certificate has to bear the name that it is
 *     reached by
 */
public record Tls(
    @Nullable String truststore,
    @Nullable String truststorePasswordFile,
    @Nullable String keystore,
    @Nullable String keystorePasswordFile,
    boolean hostnameVerification) {}
