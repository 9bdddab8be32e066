package io.zklocked.runtime;

/** Checks that a text is a path on which ZooKeeper can keep nodes. */
final class NodePath {

  private NodePath() {}

  /**
   * Checks a path below which nodes are to lie.
   *
   * @param path the text
   * @return the path
   * @throws IllegalArgumentException if it is none; the message says what is wrong
   */
  static String check(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("it does not start with /");
    }
    if (path.length() == 1) {
      throw new IllegalArgumentException("it names no directory");
    }
    int start = 1;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      checkElement(path, start, end);
      start = end + 1;
    }
    return path;
  }

  private static void checkElement(String path, int start, int end) {
    if (start == end) {
      throw new IllegalArgumentException(
          start == path.length() ? "it ends with /" : "it has two / in a row");
    }
    String element = path.substring(start, end);
    if (element.equals(".") || element.equals("..")) {
      throw new IllegalArgumentException("a path cannot have the element ".concat(element));
    }
    if (start == 1 && element.equals("zookeeper")) {
      throw new IllegalArgumentException("/zookeeper belongs to ZooKeeper itself");
    }
    for (int i = 0; i < element.length(); i++) {
      if (!allowed(element.charAt(i))) {
        throw new IllegalArgumentException(
            "a path cannot have the character U+"
                .concat(Integer.toHexString(0x10000 | element.charAt(i)).substring(1)));
      }
    }
  }

  /** As ZooKeeper's own {@code PathUtils.validatePath} has it, and no white space. */
  private static boolean allowed(char c) {
    return c > ' '
        && (c < '\u007f' || c > '\u00a0')
        && (c < '\ud800' || c > '\uf8ff')
        && c < '\ufff0';
  }
}
