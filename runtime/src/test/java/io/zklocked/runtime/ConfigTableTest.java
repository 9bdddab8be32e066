package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The README's table of keys: under a heading with "Configuration", a key in backticks first. */
class ConfigTableTest {

  @Test
  void readmeNamesEveryKeyWithItsDefaultAndNoOther() throws IOException {
    Path readme = Path.of("..", "README.md");
    assumeTrue(Files.exists(readme), "there is no README.md yet");
    Map<String, String> rows = rows(Files.readString(readme));
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(ConfigKey.texts());
    for (ConfigKey key : ConfigKey.values()) {
      if (key.defaultText() != null) {
        assertThat(rows.get(key.text()))
            .as("the row of %s in README.md", key.text())
            .contains(key.defaultText());
      }
    }
  }

  @Test
  void rowsAreReadFromTheTableUnderItsHeading() {
    assertThat(
            rows(
                "# A\n| `x` | no |\n## Configuration\n| key | default |\n|---|---|\n"
                    + "| `root` | `/zklocked` |\n### More\n| `wait-time` | 30s |\n## B\n| `y` |"))
        .containsOnlyKeys("root", "wait-time");
  }

  private static Map<String, String> rows(String readme) {
    Map<String, String> rows = new TreeMap<>();
    boolean within = false;
    for (String line : readme.lines().toList()) {
      if (line.startsWith("# ") || line.startsWith("## ")) {
        within = line.contains("Configuration");
      } else if (within && line.startsWith("| `")) {
        rows.put(line.substring(3, line.indexOf('`', 3)), line);
      }
    }
    return rows;
  }
}
