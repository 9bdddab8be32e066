package io.zklocked.sample.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupTest {

  private final Cleanup cleanup = new Cleanup();
  private final List<String> closed = new ArrayList<>();

  @Test
  void whatWasOpenedLastIsClosedFirstAndOnce() throws Exception {
    cleanup.add(() -> closed.add("server"));
    cleanup.add(() -> closed.add("worker"));

    cleanup.close();
    cleanup.close();

    assertThat(closed).containsExactly("worker", "server");
  }

  @Test
  void oneThatCannotBeClosedDoesNotKeepTheOthersOpen() throws Exception {
    cleanup.add(() -> closed.add("server"));
    cleanup.add(
        () -> {
          throw new IllegalStateException("stuck (this line is part of a test)");
        });

    cleanup.close();

    assertThat(closed).containsExactly("server");
  }

  @Test
  void whatIsOpenedTooLateIsClosedAtOnce() {
    cleanup.close();

    assertThatThrownBy(() -> cleanup.add(() -> closed.add("late")))
        .isInstanceOf(DemoException.class);
    assertThat(closed).containsExactly("late");
  }

  @Test
  void scratchDirectoryGoesWithAllThatIsInIt() throws Exception {
    ScratchDirectory scratch = ScratchDirectory.create();
    Path deep = Files.createDirectories(scratch.path().resolve("a/b"));
    Files.writeString(deep.resolve("file"), "text");

    scratch.close();

    assertThat(scratch.path()).doesNotExist();
  }
}
