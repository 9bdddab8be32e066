package io.zklocked.runtime.rule;

import io.zklocked.syntax.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The libraries by whose annotations methods are locked: a file of rules for each travels with this
 * class. Immutable.
 *
 * @param text their names, as they were given
 * @param rules their rules
 */
public record Adoption(String text, RulesFile rules) {

  private static final String SUFFIX = " (adopted)";
  private static final List<String> KNOWN = List.of("shedlock", "lock4j");

  /**
   * Reads the rules of libraries. Blocks.
   *
   * @param text their names, with commas between them
   * @return the rules
   * @throws IllegalArgumentException if one is not known, or is there twice
   */
  public static Adoption parse(String text) {
    RulesFile rules = RulesFile.NONE;
    List<String> adopted = new ArrayList<>();
    for (String each : Splitting.atCommas(text)) {
      String name = each.strip();
      if (adopted.contains(name)) {
        throw new IllegalArgumentException(name.concat(" is there twice"));
      }
      adopted.add(name);
      if (!KNOWN.contains(name)) {
        String nearest = NearestName.of(name, KNOWN);
        throw new IllegalArgumentException(
            "nothing is known of "
                + RuleText.shown(name)
                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
      }
      rules = rules.and(read(name));
    }
    return new Adoption(text, rules);
  }

  /** Whether a file of rules is one of those that travel with this class. */
  static boolean has(String file) {
    return file.endsWith(SUFFIX)
        && KNOWN.contains(file.substring(0, file.length() - SUFFIX.length()));
  }

  private static RulesFile read(String name) {
    String file = name.concat(".rules");
    try (InputStream stream = Adoption.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IOException("it is not there");
      }
      return RulesFile.read(name, name.concat(SUFFIX), stream);
    } catch (IOException e) {
      throw new IllegalStateException("the jar is not whole: " + file + ": " + e.getMessage(), e);
    }
  }

  /** The names, as they were given. */
  @Override
  public String toString() {
    return text;
  }
}
