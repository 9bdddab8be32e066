package io.zklocked.cli.run;

import java.util.Map;

/**
 * The locale of whoever calls. The launcher gives this JVM another one where the caller's is of
 * ASCII alone, in which Java would not read the arguments as they are. Without state.
 */
final class CallersLocale {

  /** What the launcher writes: the caller's value, or that there was none. */
  private static final String PROPERTY = "io.zklocked.cli.locale";

  private static final String UNSET = "unset";
  private static final String VARIABLE = "LC_ALL";

  private CallersLocale() {}

  /** Makes the environment of a process the caller's again. */
  static void restore(Map<String, String> environment) {
    String value = System.getProperty(PROPERTY);
    if (UNSET.equals(value)) {
      environment.remove(VARIABLE);
    } else if (value != null) {
      environment.put(VARIABLE, value);
    }
  }
}
