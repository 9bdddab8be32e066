package io.zklocked.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Keys, certificates and passwords for one test, made by the JDK's keytool. */
final class SecretFiles {

  static final String PASSWORD = "geheim-store";

  private final Path directory;

  SecretFiles(Path directory) {
    this.directory = directory;
  }

  /** A key with a certificate of its own. */
  Path keystore(String name, String... options) throws IOException, InterruptedException {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                options.length == 0 ? "KU=digitalSignature" : options[0],
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool did not make " + store);
    }
    return store;
  }

  /** What trusts the certificate of a keystore. */
  Path truststore(Path keystore) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("trusted", certificate(keystore));
    Path store = directory.resolve("trusts-" + keystore.getFileName());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    trusted.store(bytes, PASSWORD.toCharArray());
    return Files.write(store, bytes.toByteArray());
  }

  /** The same as text. */
  Path pemTruststore(Path keystore) throws IOException, GeneralSecurityException {
    String text =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(certificate(keystore).getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    return Files.writeString(directory.resolve("trusts.pem"), text);
  }

  private static Certificate certificate(Path keystore)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray());
    return store.getCertificate(store.aliases().nextElement());
  }

  /** A file that only this user can read. */
  String text(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file.toString();
  }
}
