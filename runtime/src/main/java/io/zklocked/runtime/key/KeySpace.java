package io.zklocked.runtime.key;

/** Where the keys of one runtime lie: gives a resource its path. Immutable. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class KeySpace {

  private final String root;

  private KeySpace(String root) {
    this.root = root;
  }

  /**
   * A key space below a root.
   *
   * @param root an absolute path, such as {@code /zklocked}
   * @return the key space
   * @throws IllegalArgumentException if the root is not a path that can hold keys; the message says
   *     what is wrong
   */
  public static KeySpace below(String root) {
    return new KeySpace(root);
  }

  /**
   * Gives a resource that a caller named by hand its path.
   *
   * @param resource relative, or absolute if it starts with {@code /}
   * @return its key
   * @throws io.zklocked.LockKeyException if it cannot be a key
   */
  public LockKey key(String resource) {
    throw new UnsupportedOperationException(root + resource);
  }
}
