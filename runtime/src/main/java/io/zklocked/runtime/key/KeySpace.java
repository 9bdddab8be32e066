package io.zklocked.runtime.key;

import io.zklocked.LockKeyException;
import io.zklocked.syntax.ResourceText;
import io.zklocked.syntax.SyntaxException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where the keys of one runtime lie: gives a resource its path. Immutable. */
public final class KeySpace {

  private static final String CONTROL_TREE = ".system";

  /** Ends with a slash. */
  private final String prefix;

  private final Predicate<String> shared;

  private KeySpace(String prefix, Predicate<String> shared) {
    this.prefix = prefix;
    this.shared = shared;
  }

  /**
   * A key space below a root.
   *
   * @param root an absolute path, such as {@code /zklocked}; {@code /} where the connection string
   *     has a chroot
   * @return the key space
   * @throws IllegalArgumentException if the root is not a path that can hold keys; the message says
   *     what is wrong
   */
  public static KeySpace below(String root) {
    if (root.equals("/")) {
      return new KeySpace("/", path -> false);
    }
    if (!root.startsWith("/")) {
      throw new SyntaxException(
          "root", root, 1, "it is not absolute", "write a path such as /zklocked");
    }
    try {
      ResourceText.check(root);
    } catch (SyntaxException e) {
      SyntaxException refusal =
          new SyntaxException("root", root, e.column(), e.problem(), e.remedy());
      refusal.initCause(e);
      throw refusal;
    }
    return new KeySpace(root + "/", path -> false);
  }

  /**
   * The same key space, where further keys are shared with other services.
   *
   * @param paths which paths, besides those of absolute resources
   * @return a copy
   */
  public KeySpace sharing(Predicate<String> paths) {
    return new KeySpace(prefix, paths);
  }

  /**
   * Gives a resource that a caller named by hand its path. The resource of a key gives that key
   * again.
   *
   * @param resource relative, or absolute if it starts with {@code /}
   * @return its key
   * @throws LockKeyException if it cannot be a key
   */
  public LockKey key(String resource) {
    try {
      ResourceText.check(resource);
    } catch (SyntaxException e) {
      throw Refusal.of(e);
    }
    return checked(resource);
  }

  /** The key of a resource whose text is in order. */
  LockKey checked(String resource) {
    if (!resource.startsWith("/")) {
      return relative(resource, pathPrefix() + Element.fitted(Element.encoded(resource)));
    }
    StringBuilder path = new StringBuilder(resource.length());
    for (String element : resource.substring(1).split("/", -1)) {
      path.append('/').append(Element.fitted(element));
    }
    return absolute(resource, path.toString());
  }

  private LockKey relative(String resource, String path) {
    return new LockKey(resource, path, shared.test(path));
  }

  /** The key of a relative resource, which the path tells from there on. */
  LockKey relative(String path, int start) {
    return LockKey.encoded(path, start, shared.test(path));
  }

  LockKey absolute(String resource, String path) {
    if (path.startsWith(prefix) || prefix.startsWith(path + "/")) {
      refuseOwn(resource, path);
    }
    return new LockKey(resource, path, true);
  }

  /**
   * Where the relative keys lie.
   *
   * @return an absolute path; {@code /} where that is the chroot
   */
  public String root() {
    return prefix.length() == 1 ? prefix : prefix.substring(0, prefix.length() - 1);
  }

  /**
   * The key whose directory a child of the root is.
   *
   * @param element the name of the child
   * @return the key; null if control nodes lie there, or ZooKeeper's own
   */
  public @Nullable LockKey keyAt(String element) {
    String path = prefix + element;
    if (element.equals(CONTROL_TREE) || path.equals("/zookeeper")) {
      return null;
    }
    // The name of a shortened element is not known: its path stands for it.
    return Element.fits(element, 0)
        ? relative(path, prefix.length())
        : new LockKey(path, path, shared.test(path));
  }

  /**
   * Where control nodes lie, which are no locks.
   *
   * @return an absolute path
   */
  public String controlTree() {
    return prefix + CONTROL_TREE;
  }

  /**
   * Where operators leave word of the locks that they broke.
   *
   * @return an absolute path in the control tree
   */
  public String breaks() {
    return prefix + CONTROL_TREE + "/broken";
  }

  /** What stands before the element of a relative resource. */
  String pathPrefix() {
    return prefix;
  }

  /**
   * Below the root lie relative keys, one element each, and the control tree. An absolute key there
   * may be one of those keys, but must not lie beneath one.
   */
  private void refuseOwn(String resource, String path) {
    if (prefix.equals(path + "/")) {
      throw own(resource, "it is the root itself", "name a lock, for example orders/42");
    }
    if (!path.startsWith(prefix)) {
      return;
    }
    String below = path.substring(prefix.length());
    if (below.equals(CONTROL_TREE) || below.startsWith(CONTROL_TREE + "/")) {
      throw own(resource, "control nodes lie there", "choose another name");
    }
    if (below.indexOf('/') >= 0 && !prefix.equals("/")) {
      throw own(
          resource,
          "it lies below the root, where each lock is one element",
          "name it relatively: " + SyntaxException.quoted(below));
    }
  }

  private static LockKeyException own(String resource, String problem, String remedy) {
    return Refusal.of(new SyntaxException("resource", resource, 1, problem, remedy));
  }
}
