package io.zklocked.runtime;

import java.io.File;
import java.util.Locale;

/** Checks the files that the keys for TLS name, as far as that is possible without opening them. */
final class StoreFile {

  /** Says in place of a truststore that the JDK's own is meant. */
  static final String JDK = "jdk";

  private StoreFile() {}

  /**
   * Checks a truststore or keystore.
   *
   * @throws IllegalArgumentException if it cannot be read, or its name does not say what it is
   */
  static String check(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    if (!name.endsWith(".p12")
        && !name.endsWith(".pfx")
        && !name.endsWith(".jks")
        && !name.endsWith(".pem")) {
      throw new IllegalArgumentException(
          "its name ends in none of .p12, .pfx, .jks and .pem, which say what is in it");
    }
    return checkReadable(path);
  }

  /**
   * Checks that a file can be read.
   *
   * @throws IllegalArgumentException if it cannot
   */
  static String checkReadable(String path) {
    File file = new File(path);
    if (!file.exists()) {
      throw new IllegalArgumentException("there is no such file");
    }
    if (file.isDirectory()) {
      throw new IllegalArgumentException("it is a directory");
    }
    if (!file.canRead()) {
      throw new IllegalArgumentException("this process may not read it");
    }
    return path;
  }
}
