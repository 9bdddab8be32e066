package io.zklocked.runtime.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.zookeeper.common.PathUtils;
import org.junit.jupiter.api.Test;

/** Renders many hostile values and checks what must hold for all of them. */
class KeyInjectivityTest {

  private static final int ROUNDS = 26_000;
  private static final Pattern CONTENDER =
      Pattern.compile(".*(lock-|__lock__|__READ__|__WRIT__)(\\d{10}|-\\d+)", Pattern.DOTALL);

  /** Each takes two strings; the text between its placeholders splits a resource again. */
  private static final List<String> TEMPLATES =
      List.of(
          "{a}/{b}",
          "orders/{a}/{b}",
          "{a}-{b}",
          "{a}.{b}",
          "{a}1x{b}",
          "{a}é{b}",
          "lock-{a}/{b}1",
          "{a}~{b}",
          "/{a}/{b}",
          "/app/{a}-{b}",
          "/app/{a}/lock-{b}",
          "/zoo{a}r/{b}r",
          "/app/{a}0/{b}.");

  private static final List<String> PIECES =
      List.of(
          "a",
          "1",
          "0000000001",
          "lock-",
          "-lock-",
          "__lock__",
          "__READ__",
          "__WRIT__",
          "-",
          "--",
          "-2147483648",
          ".",
          "..",
          "...",
          "/",
          "//",
          "%",
          "%2F",
          "%31",
          "%25",
          "%2e",
          "~",
          "zookeeper",
          ".system",
          "keeper",
          "\u0000",
          "\n",
          "\u007f",
          "\u009f",
          "\u00e9",
          "\u2028",
          "\ue000",
          "\uf8ff",
          "\ufeff",
          "\ufffd",
          "\uffff",
          "\ud83d\ude00",
          "{",
          "}",
          "$",
          "${x}",
          " ",
          "\\",
          "~0123456789abcdef0123456789abcdef",
          "x".repeat(140),
          "é".repeat(70),
          "\u20ac".repeat(50),
          "/".repeat(49),
          "m",
          "r",
          "E",
          "F");

  @Test
  void differentValuesNeverShareAPathAndEveryPathIsValid() {
    long seed = Long.getLong("zklocked.seed", System.nanoTime());
    System.out.println("KeyInjectivityTest: -Dzklocked.seed=" + seed);
    Random random = new Random(seed);
    for (String template : TEMPLATES) {
      var compiled = Keys.compile(template, String.class, String.class);
      Map<String, List<String>> valuesByPath = new HashMap<>();
      for (int i = 0; i < ROUNDS / TEMPLATES.size(); i++) {
        List<String> values = List.of(value(random), value(random));
        LockKey key = Keys.call(compiled, values.get(0), values.get(1));
        check(template, values, key);
        List<String> before = valuesByPath.put(key.path(), values);
        if (before != null) {
          assertThat(values).as("%s of seed %d: %s", template, seed, key).isEqualTo(before);
        }
      }
    }
  }

  private static void check(String template, List<String> values, LockKey key) {
    PathUtils.validatePath(key.path());
    List<String> elements = List.of(key.path().substring(1).split("/", -1));
    for (String element : elements) {
      assertThat(CONTENDER.matcher(element).matches()).as(element).isFalse();
      assertThat(element.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, 200);
    }
    assertThat(elements.get(0)).isNotEqualTo("zookeeper");
    if (!key.shared()) {
      assertThat(elements).hasSize(2).doesNotContain(".system");
    }
    assertThat(Keys.SPACE.key(key.resource())).isEqualTo(key);
    assertThat(readBack(template, key.resource())).as(template).isEqualTo(values);
  }

  /** What somebody would do who knows the template and percent-encoding, and nothing else. */
  private static List<String> readBack(String template, String resource) {
    String[] patterns = template.split("/", -1);
    String[] elements = resource.split("/", -1);
    assertThat(elements).hasSameSizeAs(patterns);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < patterns.length; i++) {
      String[] texts = patterns[i].split("\\{.}", -1);
      String rest = withoutAmendment(texts[texts.length - 1], elements[i]);
      assertThat(rest).startsWith(texts[0]);
      rest = rest.substring(texts[0].length());
      for (int j = 1; j < texts.length; j++) {
        boolean last = j == texts.length - 1;
        int end = last ? rest.length() - texts[j].length() : rest.indexOf(texts[j]);
        values.add(decoded(rest.substring(0, end)));
        rest = rest.substring(end + texts[j].length());
      }
    }
    return values;
  }

  /** An amended element ends with an escape where its template ends with literal text. */
  private static String withoutAmendment(String lastText, String element) {
    int escape = element.length() - 3;
    if (lastText.isEmpty() || escape < 0 || element.charAt(escape) != '%') {
      return element;
    }
    return element.substring(0, escape) + decoded(element.substring(escape));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String value(Random random) {
    StringBuilder value = new StringBuilder();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      value.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return value.toString();
  }
}
