package io.zklocked.runtime.rule;

import java.util.ArrayList;
import java.util.List;

/** Splits lists, and leaves nothing out. Stateless. */
final class Splitting {

  private Splitting() {}

  /** The parts between commas, empty ones too. */
  static List<String> atCommas(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(','); at >= 0; at = text.indexOf(',', from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }
}
