package io.zklocked.runtime.order;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The name of an order's directory in the control tree: a hash of each of its locks. Immutable.
 *
 * @param held 64 bits of what is held, in hexadecimal
 * @param wanted 64 bits of what is wanted
 */
record OrderPath(String held, String wanted) {

  private static final int HASH_BYTES = 8;
  private static final int HASH_CHARS = 2 * HASH_BYTES;
  private static final char BETWEEN = '-';

  static OrderPath of(Order order) {
    return new OrderPath(hash(order.held()), hash(order.wanted()));
  }

  /** Reads a name; null for what is no such name. */
  static @Nullable OrderPath parse(String name) {
    return name.length() == 2 * HASH_CHARS + 1 && name.charAt(HASH_CHARS) == BETWEEN
        ? new OrderPath(name.substring(0, HASH_CHARS), name.substring(HASH_CHARS + 1))
        : null;
  }

  String name() {
    return held + BETWEEN + wanted;
  }

  OrderPath reversed() {
    return new OrderPath(wanted, held);
  }

  private static String hash(String lock) {
    byte[] hash = sha256().digest(lock.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK must have SHA-256", e);
    }
  }
}
