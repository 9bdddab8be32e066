package io.zklocked.runtime.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the parameters of a rule on methods, with their parentheses. Confined to one thread. */
final class ParameterParser {

  private static final String OPEN = "..";
  private static final String REPEATED = "...";
  private static final String NOT_IN_NAMES = "*[](";

  private final RuleText text;

  ParameterParser(RuleText text) {
    this.text = text;
  }

  ParameterPattern parse() {
    text.take("(");
    List<String> types = new ArrayList<>();
    boolean isOpen = false;
    text.skipSpace();
    while (!text.take(")")) {
      int start = text.offset();
      if (isOpen || text.isAtEnd()) {
        throw text.wrong(
            start, isOpen ? ".. is not the last" : "a ) is missing", "write (..) or (int,..)");
      }
      String type = text.name(",)");
      isOpen = type.equals(OPEN);
      if (!isOpen) {
        types.add(checked(type, start));
      }
      separator();
    }
    return new ParameterPattern(types, isOpen);
  }

  private void separator() {
    text.skipSpace();
    if (text.take(",")) {
      text.skipSpace();
      if (text.peek() == ')') {
        throw text.wrong(text.offset(), "a type is missing", "write (int) or (int,..)");
      }
    } else if (text.peek() != ')' && !text.isAtEnd()) {
      throw text.wrong(text.offset(), "a comma or ) is missing", "write (int,long)");
    }
  }

  /** A type as class files have it. */
  private String checked(String written, int start) {
    String type =
        written.endsWith(REPEATED)
            ? written.substring(0, written.length() - REPEATED.length()).concat("[]")
            : written;
    String element = type;
    while (element.endsWith("[]")) {
      element = element.substring(0, element.length() - 2);
    }
    String problem = element.equals("*") ? null : problem(element, written);
    if (problem != null) {
      throw text.wrong(start, problem, "write (java.lang.String,int[]), (*) or (..)");
    }
    return type;
  }

  private static @Nullable String problem(String element, String written) {
    if (element.isEmpty()) {
      return "a type is missing";
    }
    if (written.indexOf('<') >= 0) {
      return "types have no parameters in class files";
    }
    for (int i = 0; i < element.length(); i++) {
      if (NOT_IN_NAMES.indexOf(element.charAt(i)) >= 0) {
        return RuleText.shown(written) + " is no type";
      }
    }
    return element.startsWith(".") || element.endsWith(".")
        ? RuleText.shown(written) + " is no type"
        : null;
  }
}
