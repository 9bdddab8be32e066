package io.zklocked;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the facts of which exceptions are made; what has another type than expected is absent. */
final class Facts {

  private Facts() {}

  static @Nullable String text(Map<String, ?> facts, String key) {
    return value(facts, key, String.class);
  }

  static @Nullable Throwable cause(Map<String, ?> facts) {
    return value(facts, "cause", Throwable.class);
  }

  static <T> @Nullable T value(Map<String, ?> facts, String key, Class<T> type) {
    Object value = facts.get(key);
    return type.isInstance(value) ? type.cast(value) : null;
  }
}
