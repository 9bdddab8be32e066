package io.zklocked.runtime;

import io.zklocked.runtime.curator.Credential;
import io.zklocked.runtime.curator.Credential.Scheme;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file with the credentials. Its messages name lines, never what stands there, since that
 * may be a secret. By {@code java.io} alone, as it is checked before the application starts.
 *
 * <pre>
 * # who this process is
 * digest=user:password
 * sasl=user:password
 * jaas=Entry
 * </pre>
 */
final class AuthFile {

  private static final String GRAMMAR =
      "write digest=user:password, sasl=user:password, jaas=Entry, or a comment after #";

  private AuthFile() {}

  /**
   * Checks a file.
   *
   * @return its path
   * @throws IllegalArgumentException as {@link #read}
   */
  static String check(String path) {
    read(path);
    return path;
  }

  /**
   * Reads a file. Blocks.
   *
   * @return its credentials, one at least
   * @throws IllegalArgumentException if it cannot be read or is malformed; the message says where
   */
  static List<Credential> read(String path) {
    StoreFile.checkReadable(path);
    List<Credential> credentials = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(path), StandardCharsets.UTF_8.newDecoder()))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank() && line.charAt(0) != '#') {
          credentials.add(credential(line, number));
        }
      }
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not text in UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it cannot be read (" + e.getMessage() + ")", e);
    }
    if (credentials.isEmpty()) {
      throw new IllegalArgumentException("it has no credentials: " + GRAMMAR);
    }
    checkOneOfSasl(credentials);
    return credentials;
  }

  private static Credential credential(String line, int number) {
    int equals = line.indexOf('=');
    Scheme scheme = equals < 0 ? null : scheme(line.substring(0, equals));
    if (scheme == null) {
      throw wrong(number, "does not start with digest=, sasl= or jaas=: " + GRAMMAR);
    }
    String value = line.substring(equals + 1);
    if (!value.equals(value.strip())) {
      throw wrong(number, "has white space after the = or at its end: remove it");
    }
    int colon = value.indexOf(':');
    if (scheme == Scheme.JAAS) {
      if (value.isEmpty()) {
        throw wrong(number, "names no entry: " + GRAMMAR);
      }
      return new Credential(scheme, value, "");
    }
    if (colon < 0) {
      throw wrong(number, "has no colon between user and password: " + GRAMMAR);
    }
    if (colon == 0 || colon == value.length() - 1) {
      throw wrong(number, "has no " + (colon == 0 ? "user" : "password") + ": " + GRAMMAR);
    }
    return new Credential(scheme, value.substring(0, colon), value.substring(colon + 1));
  }

  private static @Nullable Scheme scheme(String text) {
    return switch (text) {
      case "digest" -> Scheme.DIGEST;
      case "sasl" -> Scheme.SASL;
      case "jaas" -> Scheme.JAAS;
      default -> null;
    };
  }

  private static void checkOneOfSasl(List<Credential> credentials) {
    int count = 0;
    for (Credential credential : credentials) {
      if (credential.scheme() != Scheme.DIGEST && ++count > 1) {
        throw new IllegalArgumentException(
            "it has several lines with sasl= or jaas=: a connection takes one; leave one of them");
      }
    }
  }

  private static IllegalArgumentException wrong(int number, String what) {
    return new IllegalArgumentException("line " + number + " " + what);
  }
}
