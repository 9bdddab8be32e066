package io.zklocked.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Says that a configuration cannot be used: a key is unknown or missing, a value is malformed, or
 * the file cannot be read. The message is one line that names the source, the key and the value,
 * what is allowed, and what to do. It never holds the value of a key that is not known, since that
 * might be a secret.
 */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String source;
  private final @Nullable String key;

  ConfigException(
      String message, @Nullable String source, @Nullable String key, @Nullable Throwable cause) {
    super(message, cause);
    this.source = source;
    this.key = key;
  }

  /**
   * Where the wrong value stands.
   *
   * @return such as {@code agent argument} or {@code file zklocked.properties}; null where a value
   *     is missing from all sources
   */
  public @Nullable String source() {
    return source;
  }

  /**
   * Which key is wrong.
   *
   * @return the key as its source spells it, such as {@code zklocked.root}; null where the error is
   *     not about one key
   */
  public @Nullable String key() {
    return key;
  }
}
