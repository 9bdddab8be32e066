package io.zklocked.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are there, and such as are not. */
class CommandLookupTest {

  @TempDir private Path directory;
  private String searched = "";

  @BeforeEach
  void make() throws IOException {
    Path first = Files.createDirectory(directory.resolve("first"));
    Path second = Files.createDirectory(directory.resolve("second"));
    searched = first + File.pathSeparator + second;
    Files.createFile(first.resolve("both"));
    executable(second.resolve("both"));
    Files.createFile(first.resolve("plain"));
    Files.createDirectory(second.resolve("folder"));
  }

  private static void executable(Path file) throws IOException {
    assertThat(Files.createFile(file).toFile().setExecutable(true)).isTrue();
  }

  @Test
  void firstThatCanBeRunIsFound() {
    CommandLookup found = CommandLookup.find("both", searched);
    assertThat(found.isFound()).isTrue();
    assertThat(found.fileName()).isEqualTo("both");
  }

  @Test
  void whatIsNowhereIsNotFound() {
    for (String name : new String[] {"none", "folder", "", "a\0b"}) {
      CommandLookup missing = CommandLookup.find(name, searched);
      assertThat(missing.isFound()).as(name).isFalse();
      assertThat(missing.exitCode()).as(name).isEqualTo(127);
    }
    assertThat(CommandLookup.find("none", searched).problem())
        .isEqualTo("There is no command none on the PATH.");
  }

  @Test
  void whatCannotBeRunIsToldApart() {
    assertThat(CommandLookup.find("plain", searched).exitCode()).isEqualTo(126);
    String plain = directory.resolve("first/plain").toString();
    assertThat(CommandLookup.find(plain, "").exitCode()).isEqualTo(126);
    assertThat(CommandLookup.find(plain, "").problem()).contains("chmod +x");
    assertThat(CommandLookup.find(directory.toString(), "").exitCode()).isEqualTo(126);
    assertThat(CommandLookup.find(directory.resolve("second/both").toString(), "").isFound())
        .isTrue();
    assertThat(CommandLookup.find(directory + "/none", "").exitCode()).isEqualTo(127);
  }
}
