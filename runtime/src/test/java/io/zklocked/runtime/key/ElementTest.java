package io.zklocked.runtime.key;

import static io.zklocked.runtime.key.Keys.render;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ElementTest {

  private static final String ROOT = "/zklocked/";

  @Test
  void elementOfTwoHundredBytesStays() {
    String value = "x".repeat(200);
    assertThat(render("{a}", String.class, value).path()).isEqualTo(ROOT + value);
    String wide = "é".repeat(100);
    assertThat(render("{a}", String.class, wide).path()).isEqualTo(ROOT + wide);
  }

  @Test
  void longerElementIsItsFirst150BytesAndAHash() throws Exception {
    String value = "x".repeat(201);
    assertThat(render("{a}", String.class, value))
        .isEqualTo(new LockKey(value, ROOT + "x".repeat(150) + "~" + hash(value), false));
    assertThat(render("/app/{a}/b", String.class, value).path())
        .isEqualTo("/app/" + "x".repeat(150) + "~" + hash(value) + "/b");
  }

  @Test
  void cutFallsOnTheBoundaryOfACharacter() throws Exception {
    String value = "\u20ac".repeat(67);
    assertThat(render("{a}", String.class, value).path())
        .isEqualTo(ROOT + "\u20ac".repeat(50) + "~" + hash(value));
    String shifted = "x" + value;
    assertThat(render("{a}", String.class, shifted).path())
        .isEqualTo(ROOT + "x" + "\u20ac".repeat(49) + "~" + hash(shifted));
  }

  @Test
  void cutNeverSplitsAnEscape() throws Exception {
    for (int before = 145; before <= 151; before++) {
      String value = "x".repeat(before) + "/" + "y".repeat(60);
      String element = "x".repeat(before) + "%2F" + "y".repeat(60);
      String kept = before <= 147 ? element.substring(0, 150) : "x".repeat(Math.min(before, 150));
      assertThat(render("/{a}", String.class, value).path())
          .isEqualTo("/" + kept + "~" + hash(element));
    }
  }

  @Test
  void valueMadeLikeAShortenedElementIsNotThatElement() {
    String path = render("{a}", String.class, "x".repeat(300)).path();
    String forged = path.substring(ROOT.length());
    assertThat(render("{a}", String.class, forged).path()).isNotEqualTo(path);
    assertThat(Keys.SPACE.key(forged).path()).isNotEqualTo(path);
    assertThat(render("/zklocked/{a}", String.class, forged).path()).isNotEqualTo(path);
  }

  @Test
  void tildeAndHexOfAnotherFormStay() {
    assertThat(Element.fitted("a~0123")).isEqualTo("a~0123");
    assertThat(Element.fitted("~" + "A".repeat(32))).isEqualTo("~" + "A".repeat(32));
    assertThat(Element.fitted("x~" + "a".repeat(32))).isNotEqualTo("x~" + "a".repeat(32));
  }

  private static String hash(String element) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(element.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash).substring(0, 32);
  }
}
