package io.zklocked.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnerRecordTest {

  private static final JvmIdentity JVM = new JvmIdentity("web-1", 4711, Instant.EPOCH);
  private static final Instant SINCE = Instant.parse("2026-11-20T10:00:00.123Z");

  private static OwnerRecord record(String thread, String method) {
    Request request =
        new Request("/k", "k", "k", thread, method, LockMode.EXCLUSIVE, 1, false, false, true);
    return OwnerRecord.of(JVM, request, new Moment(0, SINCE.toEpochMilli()));
  }

  @Test
  void recordComesBackAsItWasWritten() {
    OwnerRecord written = record("worker-1", "Orders#ship");
    OwnerRecord read = OwnerRecord.decode(written.encode(JVM));
    assertThat(read).isEqualTo(written);
    assertThat(read.describe()).isEqualTo("host web-1, pid 4711, thread worker-1, in Orders#ship");
  }

  @Test
  void namesWithQuotesAndUmlautsComeBack() {
    OwnerRecord written = record("w\"\\\u00e4 \ud83d\ude00", "M#m");
    assertThat(OwnerRecord.decode(written.encode(JVM))).isEqualTo(written);
  }

  @Test
  void recordIsNeverLongerThanItsLimitAndAlwaysUtf8() throws CharacterCodingException {
    for (String part : new String[] {"x", "\u0000", "\ud83d\ude00", "\ud800", "\"", "\u20ac"}) {
      byte[] data = record(part.repeat(999), part.repeat(999)).encode(JVM);
      assertThat(data).hasSizeLessThanOrEqualTo(OwnerRecord.MAX_BYTES);
      assertThat(UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString()).endsWith("\"}");
      assertThat(OwnerRecord.decode(data).host()).isEqualTo("web-1");
    }
  }

  @Test
  void recordsOfOtherClientsAreShownAsTheyAre() {
    assertThat(OwnerRecord.decode("10.0.0.1".getBytes(UTF_8)).describe())
        .isEqualTo("a client of another kind, whose node says '10.0.0.1'");
    assertThat(OwnerRecord.decode(new byte[0]).describe())
        .isEqualTo("a client that left no owner record");
  }

  @Test
  void hostileRecordsAreMadeHarmless() {
    String hostile =
        "{\"host\":\"a\\u001b[31m\\r\\n\\u202eb\\ud800\",\"pid\":\"1\\u0007\",\"since\":\"never\",\"thread\":\""
            + "t".repeat(100_000)
            + "\"}";
    OwnerRecord read = OwnerRecord.decode(hostile.getBytes(UTF_8));
    assertThat(read.describe()).hasSizeLessThan(400);
    assertThat(read.describe().codePoints()).noneMatch(OwnerRecordTest::isHarmful);
    assertThat(read.since()).isNull();
    String plain = OwnerRecord.decode("\u001b]0;x\u0007\n".repeat(99).getBytes(UTF_8)).describe();
    assertThat(plain).hasSizeLessThan(200);
    assertThat(plain.codePoints()).noneMatch(OwnerRecordTest::isHarmful);
  }

  @Test
  void anyBytesAreReadWithoutHarm() {
    long seed = 20_261_120L;
    Random random = new Random(seed);
    String alphabet = "{}\":,\\u0019 abfnrtlse-+.\n[]\u00e4";
    for (int i = 0; i < 20_000; i++) {
      byte[] data = new byte[random.nextInt(60)];
      random.nextBytes(data);
      StringBuilder text = new StringBuilder("{\"host\":");
      for (int j = random.nextInt(40); j > 0; j--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      for (byte[] garbage : new byte[][] {data, text.toString().getBytes(UTF_8)}) {
        assertThat(OwnerRecord.decode(garbage).describe().codePoints())
            .as("seed " + seed)
            .noneMatch(OwnerRecordTest::isHarmful);
      }
    }
  }

  @Test
  void jsonThatIsNotAFlatObjectIsNone() {
    for (String text :
        new String[] {
          "",
          "{",
          "[]",
          "null",
          "{\"a\"}",
          "{\"a\":}",
          "{\"a\":[1]}",
          "{\"a\":{}}",
          "{\"a\":\"b",
          "{\"a\":\"\\x\"}",
          "{\"a\":\"\\u12\"}",
          "{\"a\":\"b\",}",
          "{\"a\":\"b\" \"c\":\"d\"}"
        }) {
      assertThat(FlatJson.parse(text)).as(text).isNull();
    }
  }

  @Test
  void jsonOfAnotherHandIsRead() {
    FlatJson json =
        Objects.requireNonNull(
            FlatJson.parse(" { \"a\" : 12 , \"b\":\"x\\/\\u00e4\\n\", \"c\":true } "));
    assertThat(json.get("a")).isEqualTo("12");
    assertThat(json.get("b")).isEqualTo("x/\u00e4\n");
    assertThat(json.get("c")).isEqualTo("true");
  }

  private static boolean isHarmful(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.SURROGATE;
  }
}
