package io.zklocked.sample.writelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class LogAuditTest {

  private static final String FIRST = new Entry(1, 7, 1) + "\n";
  private static final String SECOND = new Entry(2, 8, 1) + "\n";
  private static final String THIRD = new Entry(3, 7, 2) + "\n";

  @Test
  void lineIsReadAsItWasWritten() {
    assertThat(Entry.parse(new Entry(42, 100, 5).toString())).contains(new Entry(42, 100, 5));
  }

  @Test
  void lineOfWhichALetterIsWrongIsNone() {
    assertThat(Entry.parse(new Entry(42, 100, 5).toString().replace("often", "oftem"))).isEmpty();
    assertThat(Entry.parse(new Entry(42, 100, 5).toString().substring(1))).isEmpty();
    assertThat(Entry.parse("")).isEmpty();
  }

  @Test
  void wholeFileIsFoundWhole() {
    assertThat(audit(FIRST + SECOND + THIRD)).isEqualTo(new LogAudit(3, 0, 0, 0, 3));
    assertThat(audit("")).isEqualTo(new LogAudit(0, 0, 0, 0, 0));
  }

  @Test
  void tornLineIsFound() {
    String torn = FIRST.substring(0, 20) + SECOND.substring(20);

    assertThat(audit(torn + SECOND)).isEqualTo(new LogAudit(2, 1, 0, 0, 1));
    assertThat(audit(FIRST + SECOND.strip()).torn()).isOne();
  }

  @Test
  void gapAndNumberThatComesTwiceAreFound() {
    assertThat(audit(FIRST + THIRD).misnumbered()).isOne();
    assertThat(audit(FIRST + new Entry(1, 9, 1) + "\n").misnumbered()).isOne();
  }

  @Test
  void pieceThatComesTwiceIsFound() {
    assertThat(audit(FIRST + new Entry(2, 7, 1) + "\n")).isEqualTo(new LogAudit(2, 0, 0, 1, 1));
  }

  @Test
  void readingMustBeTheBeginningOfTheFileUpToALinesEnd() {
    byte[] file = bytes(FIRST + SECOND);

    assertThat(LogAudit.beginsWith(file, 0, checksum(""))).isTrue();
    assertThat(LogAudit.beginsWith(file, FIRST.length(), checksum(FIRST))).isTrue();
    assertThat(LogAudit.beginsWith(file, file.length, checksum(FIRST + SECOND))).isTrue();
    assertThat(LogAudit.beginsWith(file, FIRST.length(), checksum(SECOND))).isFalse();
    String half = FIRST + SECOND.substring(0, 9);
    assertThat(LogAudit.beginsWith(file, half.length(), checksum(half))).isFalse();
    assertThat(LogAudit.beginsWith(file, file.length + 1, checksum(FIRST))).isFalse();
  }

  private static LogAudit audit(String text) {
    return LogAudit.of(bytes(text));
  }

  private static long checksum(String text) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes(text));
    return checksum.getValue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
