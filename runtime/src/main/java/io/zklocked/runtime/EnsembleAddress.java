package io.zklocked.runtime;

/** Checks the address of an ensemble: {@code host:port,host:port,...[/chroot]}, or memory. */
final class EnsembleAddress {

  /** The address of the ensemble that lives within the JVM. */
  static final String MEMORY = "memory";

  private EnsembleAddress() {}

  /**
   * Checks an address.
   *
   * @param address the text
   * @return the address
   * @throws IllegalArgumentException if it is none; the message says what is wrong
   */
  static String check(String address) {
    if (address.equals(MEMORY)) {
      return address;
    }
    if (address.contains("://")) {
      throw new IllegalArgumentException(
          "an address has no scheme: leave out everything up to ://");
    }
    if (address.indexOf('@') >= 0) {
      throw new IllegalArgumentException("an address has no user and no password");
    }
    int slash = address.indexOf('/');
    String servers = slash < 0 ? address : address.substring(0, slash);
    if (slash >= 0) {
      checkChroot(address.substring(slash));
    }
    int start = 0;
    while (start <= servers.length()) {
      int comma = servers.indexOf(',', start);
      int end = comma < 0 ? servers.length() : comma;
      checkServer(servers.substring(start, end));
      start = end + 1;
    }
    return address;
  }

  /** Blanks out what may be a password, for messages. */
  static String withoutSecrets(String address) {
    int at = address.lastIndexOf('@');
    return at < 0 ? address : "***".concat(address.substring(at));
  }

  private static void checkChroot(String chroot) {
    if (chroot.indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          "the chroot " + firstOf(chroot, ',') + " stands once, after the last server");
    }
    try {
      NodePath.check(chroot);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the chroot " + QuotedValue.of(chroot) + " is not a path: " + e.getMessage(), e);
    }
  }

  private static void checkServer(String server) {
    if (server.isEmpty()) {
      throw new IllegalArgumentException(
          "a server is empty: there is a comma too many, or no server");
    }
    int colon = server.lastIndexOf(':');
    if (server.startsWith("[")) {
      int bracket = server.indexOf(']');
      if (bracket < 0) {
        throw wrong(server, "lacks the closing bracket of an IPv6 address");
      }
      checkInside(server, bracket);
      if (colon != bracket + 1) {
        throw wrong(server, "has no port: write [address]:2181");
      }
    } else {
      checkName(server, colon);
    }
    checkPort(server, server.substring(colon + 1));
  }

  private static void checkInside(String server, int bracket) {
    boolean colons = false;
    boolean zone = false;
    boolean others = false;
    for (int i = 1; i < bracket; i++) {
      char c = server.charAt(i);
      colons |= c == ':';
      zone |= c == '%';
      others |= zone ? c <= ' ' : Character.digit(c, 16) < 0 && c != ':' && c != '.';
    }
    if (!colons || others) {
      throw wrong(server, "has no IPv6 address between its brackets");
    }
  }

  private static void checkName(String server, int colon) {
    if (colon < 0) {
      throw wrong(server, "has no port: ZooKeeper's usual one is 2181");
    }
    if (colon == 0) {
      throw wrong(server, "has no host");
    }
    for (int i = 0; i < colon; i++) {
      char c = server.charAt(i);
      if (c == ':') {
        throw wrong(server, "has several colons: an IPv6 address stands in brackets");
      }
      if (Character.isWhitespace(c)) {
        throw wrong(server, "has white space");
      }
      if (!(c < 128 && Character.isLetterOrDigit(c)) && c != '-' && c != '.' && c != '_') {
        throw wrong(server, "has a character that no host name has");
      }
    }
  }

  private static void checkPort(String server, String port) {
    boolean digits = !port.isEmpty() && port.length() <= 5;
    for (int i = 0; i < port.length(); i++) {
      digits &= port.charAt(i) >= '0' && port.charAt(i) <= '9';
    }
    int number = digits ? Integer.parseInt(port) : 0;
    if (number < 1 || number > 65535) {
      throw wrong(server, "has a port that is not a number from 1 to 65535");
    }
  }

  private static IllegalArgumentException wrong(String server, String what) {
    return new IllegalArgumentException("the server " + QuotedValue.of(server) + " " + what);
  }

  private static String firstOf(String text, char end) {
    return QuotedValue.of(text.substring(0, text.indexOf(end)));
  }
}
