package io.zklocked.runtime.key;

import io.zklocked.LockKeyException;
import io.zklocked.syntax.SyntaxException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words what cannot be a key: place, problem, remedy. */
final class Refusal {

  private Refusal() {}

  static LockKeyException of(SyntaxException malformed) {
    return of(String.valueOf(malformed.getMessage()), null);
  }

  static LockKeyException of(SyntaxException malformed, Throwable cause) {
    return of(String.valueOf(malformed.getMessage()), cause);
  }

  private static LockKeyException of(String message, @Nullable Throwable cause) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("message", message);
    if (cause != null) {
      facts.put("cause", cause);
    }
    return LockKeyException.of(facts);
  }
}
