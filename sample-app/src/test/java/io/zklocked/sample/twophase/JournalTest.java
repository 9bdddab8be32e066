package io.zklocked.sample.twophase;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.sample.twophase.Journal.Entry;
import io.zklocked.sample.twophase.Journal.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final Entry VOTE = new Entry(Kind.VOTED, 17, Outcome.COMMIT, "a value");
  private static final Entry DECISION = new Entry(Kind.DECIDED, 17, Outcome.ABORT, "a value");

  @TempDir Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("journal");
  }

  @Test
  void journalThatIsNotThereIsEmpty() throws Exception {
    assertThat(Journal.read(file)).isEmpty();
  }

  @Test
  void entriesAreThereWhenItIsOpenedAgain() throws Exception {
    try (Journal journal = Journal.open(file)) {
      journal.append(VOTE);
    }
    try (Journal journal = Journal.open(file)) {
      assertThat(journal.entries()).containsExactly(VOTE);
      journal.append(DECISION);
    }

    assertThat(Journal.read(file)).containsExactly(VOTE, DECISION);
  }

  @Test
  void lineThatWasCutOffIsNoneAndIsWrittenOver() throws Exception {
    try (Journal journal = Journal.open(file)) {
      journal.append(VOTE);
    }
    Files.writeString(file, "decided 17 com", StandardOpenOption.APPEND);

    assertThat(Journal.read(file)).containsExactly(VOTE);
    try (Journal journal = Journal.open(file)) {
      journal.append(DECISION);
    }
    assertThat(Journal.read(file)).containsExactly(VOTE, DECISION);
  }

  @Test
  void messageIsReadAsItWasWritten() {
    Message message = Message.of(0x10000_0042L, Outcome.COMMIT);

    assertThat(message).hasToString("100000042 commit");
    assertThat(Message.read(message.bytes())).isEqualTo(message);
    assertThat(message.outcome()).isEqualTo(Outcome.COMMIT);
  }
}
