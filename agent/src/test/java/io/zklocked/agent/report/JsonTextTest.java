package io.zklocked.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void valuesAreSeparatedAndIndented() {
    JsonText json = new JsonText().object();
    json.name("a").value(1);
    json.name("b").array().value("x").value((String) null).endArray();
    json.name("c").object().endObject();
    json.name("d").array().endArray();
    json.name("e").array().object().name("f").value(true).endObject().endArray();
    assertThat(json.endObject().toString())
        .isEqualTo(
            """
            {
              "a": 1,
              "b": [
                "x",
                null
              ],
              "c": {},
              "d": [],
              "e": [
                {
                  "f": true
                }
              ]
            }""");
  }

  @Test
  void whatBreaksTextIsEscaped() {
    assertThat(new JsonText().value("\"\\\n\t\u0000\u007f/é\uD83D\uDE00").toString())
        .isEqualTo("\"\\\"\\\\\\u000a\\u0009\\u0000\\u007f/é\uD83D\uDE00\"");
  }

  @Test
  void halfOfAPairIsEscaped() {
    assertThat(new JsonText().value("a\uD83D").toString()).isEqualTo("\"a\\ud83d\"");
    assertThat(new JsonText().value("\uDE00b").toString()).isEqualTo("\"\\ude00b\"");
  }
}
