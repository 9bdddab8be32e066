package io.zklocked.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module that breaks one rule of the build, and says in its pom which gate must refuse it, and
 * how.
 *
 * @param name the module
 * @param gate the plugin that must fail
 * @param says what must be printed
 */
record Canary(String name, String gate, String says) {

  /** Reads the properties of a canary's pom; without a gate it must pass all of them. */
  static Canary of(Path module) throws IOException {
    String pom = Files.readString(module.resolve("pom.xml"), UTF_8);
    return new Canary(
        module.getFileName().toString(), property(pom, "gate"), property(pom, "says"));
  }

  boolean mustPass() {
    return gate.isEmpty();
  }

  private static String property(String pom, String name) {
    Matcher matcher = Pattern.compile("<canary\\.%s>(.*)</canary".formatted(name)).matcher(pom);
    return matcher.find() ? matcher.group(1) : "";
  }

  @Override
  public String toString() {
    return name;
  }
}
