package io.zklocked;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that can go wrong with a lock. Its message says what happened and what to
 * do; {@link #resource()} and {@link #path()} say which lock it was.
 *
 * <p>Each concrete subclass has a public static {@code of(Map)}, by which a runtime that lives in
 * another class loader builds the application's own copy of the exception. All versions keep that
 * method, ignore keys they do not know, and do without keys that are absent.
 */
public abstract class ZkLockException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String resource;
  private final @Nullable String path;

  /**
   * Reads what all exceptions have in common.
   *
   * @param facts {@code message}, {@code resource} and {@code path} (strings) and {@code cause} (a
   *     {@link Throwable}); each may be absent
   */
  ZkLockException(Map<String, ?> facts) {
    super(Facts.text(facts, "message"), Facts.cause(facts));
    this.resource = Facts.text(facts, "resource");
    this.path = Facts.text(facts, "path");
  }

  /**
   * The resource as the annotation or the caller named it, with the values of this call.
   *
   * @return the resource, or null where it was not known yet
   */
  public final @Nullable String resource() {
    return resource;
  }

  /**
   * The path of the lock on ZooKeeper.
   *
   * @return an absolute path, or null where it was not known yet
   */
  public final @Nullable String path() {
    return path;
  }
}
