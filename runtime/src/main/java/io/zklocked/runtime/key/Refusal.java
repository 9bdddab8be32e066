package io.zklocked.runtime.key;

import io.zklocked.LockKeyException;
import io.zklocked.syntax.SyntaxException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words what cannot be a key: place, problem, remedy. */
final class Refusal {

  private Refusal() {}

  static LockKeyException of(String template, int column, String problem, String remedy) {
    return of(new SyntaxException("template", template, column, problem, remedy));
  }

  static LockKeyException of(SyntaxException malformed) {
    return of(String.valueOf(malformed.getMessage()), null);
  }

  static LockKeyException of(String message, @Nullable Throwable cause) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("message", message);
    if (cause != null) {
      facts.put("cause", cause);
    }
    return LockKeyException.of(facts);
  }
}
