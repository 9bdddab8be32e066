package io.zklocked.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits the text of a template into its parts. Confined to one thread. */
final class TemplateParser {

  /** The JVM allows a method no more parameters. */
  private static final int MAX_PARAMETERS = 255;

  private final String text;
  private final List<Part> parts = new ArrayList<>();

  TemplateParser(String text) {
    this.text = text;
  }

  List<Part> parse() {
    if (text.isEmpty()) {
      throw refusal(0, "it is empty", "name the lock, for example orders/{orderId}");
    }
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '{') {
        at = placeholder(at);
      } else if (c == '$' && text.startsWith("${", at)) {
        at = property(at);
      } else if (c == '}') {
        throw refusal(at, "this brace closes nothing", "remove it: a brace cannot be literal text");
      } else {
        at = literal(at);
      }
    }
    return parts;
  }

  private int literal(int start) {
    int end = start + 1;
    while (end < text.length() && !startsOther(end)) {
      end++;
    }
    parts.add(new Part.Literal(text.substring(start, end), start + 1));
    return end;
  }

  private boolean startsOther(int at) {
    char c = text.charAt(at);
    return c == '{' || c == '}' || (c == '$' && text.startsWith("${", at));
  }

  private int placeholder(int start) {
    int end = closing(start, start + 1);
    String path = text.substring(start + 1, end);
    if (path.isEmpty()) {
      throw refusal(
          start, "the placeholder is empty", "write {name}, {0} or {this.name} for a value");
    }
    String[] names = path.split("\\.", -1);
    List<String> steps = new ArrayList<>();
    int at = start + 1 + names[0].length() + 1;
    for (int i = 1; i < names.length; i++) {
      if (!isIdentifier(names[i])) {
        throw notAName(at, names[i]);
      }
      steps.add(names[i]);
      at += names[i].length() + 1;
    }
    parts.add(new Part.Placeholder(root(start + 1, names[0]), steps, path, start + 1));
    return end + 1;
  }

  private Root root(int at, String name) {
    if (name.equals("this")) {
      return new Root.This();
    }
    if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return new Root.Argument(position(at, name));
    }
    if (!isIdentifier(name)) {
      throw notAName(at, name);
    }
    return new Root.Parameter(name);
  }

  private int position(int at, String digits) {
    if (digits.length() > 3 || Integer.parseInt(digits) >= MAX_PARAMETERS) {
      throw refusal(at, "no method has that many parameters", "count them from {0}");
    }
    if (digits.length() > 1 && digits.startsWith("0")) {
      throw refusal(
          at, "a position has no leading zero", "write {" + Integer.parseInt(digits) + "}");
    }
    return Integer.parseInt(digits);
  }

  private int property(int start) {
    int end = closing(start, start + 2);
    String content = text.substring(start + 2, end);
    int colon = content.indexOf(':');
    String name = colon < 0 ? content : content.substring(0, colon);
    @Nullable String defaultText = colon < 0 ? null : content.substring(colon + 1);
    if (name.isEmpty() || !name.chars().allMatch(TemplateParser::isPropertyCharacter)) {
      throw refusal(
          start + 2,
          SyntaxException.quoted(name) + " is not the name of a property",
          "write ${property} or ${property:default}, with letters, digits, dots, - and _");
    }
    parts.add(new Part.Property(name, defaultText, start + 1));
    return end + 1;
  }

  private int closing(int start, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '}') {
        return i;
      }
      if (text.charAt(i) == '{') {
        throw refusal(
            i, "a brace within braces", "close the one before it: a brace cannot be literal text");
      }
    }
    throw refusal(start, "this brace is not closed", "write } after the name");
  }

  private static boolean isIdentifier(String name) {
    if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
      return false;
    }
    return name.chars().allMatch(Character::isJavaIdentifierPart);
  }

  private static boolean isPropertyCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }

  private SyntaxException notAName(int at, String name) {
    return refusal(
        at,
        name.isEmpty() ? "a name is missing" : SyntaxException.quoted(name) + " is not a name",
        "write the name of a parameter, then names of properties after dots, as in {order.id}");
  }

  private SyntaxException refusal(int offset, String problem, String remedy) {
    return new SyntaxException("template", text, offset + 1, problem, remedy);
  }
}
