package io.zklocked.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever others can see is documented. */
class CommentsTest {

  private static final List<String> MODULES = List.of("annotations", "runtime", "guice");

  @Test
  void everythingThatOthersSeeHasAComment() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(House.root().resolve(module + "/src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }

    assertThat(MissingComments.in(sources)).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed(@TempDir Path temp) throws IOException {
    Path canary = temp.resolve("Canary.java");
    Files.writeString(
        canary,
        """
        /** Lacks comments on purpose. */
        public class Canary {
          public int bare;
          int own;
          /** Adds. */
          public int add(int number) { return number; }
          @Override public String toString() { return ""; }
          /** Has parts.
           * @param one the first */
          public record Pair(int one, int other) {
            /** Checks. */
            public Pair {}
          }
          public interface Port { void open(); }
          static class Hidden { public int seen; }
          /** Kinds. */
          public enum Kind { FIRST }
        }
        """);

    List<String> missing = MissingComments.in(List.of(canary));

    missing.forEach(line -> System.out.println("[canary] comments: " + line));
    assertThat(missing)
        .containsExactly(
            "Canary.java:3: no comment on bare",
            "Canary.java:6: no @param number",
            "Canary.java:6: no @return",
            "Canary.java:10: no @param other",
            "Canary.java:14: no comment on Port",
            "Canary.java:14: no comment on open",
            "Canary.java:17: no comment on FIRST");
  }
}
