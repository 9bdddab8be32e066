package io.zklocked.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts configured values into a template and joins the literals that then touch. */
final class Properties {

  private Properties() {}

  static List<Part> fill(Template template, Function<String, @Nullable String> properties) {
    List<Part> filled = new ArrayList<>();
    for (Part part : template.parts()) {
      if (part instanceof Part.Property property) {
        append(filled, new Part.Literal(value(template, property, properties), part.column()));
      } else if (part instanceof Part.Literal literal) {
        append(filled, literal);
      } else {
        filled.add(part);
      }
    }
    return filled;
  }

  private static void append(List<Part> parts, Part.Literal literal) {
    int last = parts.size() - 1;
    if (last >= 0 && parts.get(last) instanceof Part.Literal before) {
      parts.set(last, new Part.Literal(before.text() + literal.text(), before.column()));
    } else if (!literal.text().isEmpty()) {
      parts.add(literal);
    }
  }

  private static String value(
      Template template, Part.Property property, Function<String, @Nullable String> properties) {
    String value = properties.apply(property.name());
    if (value != null) {
      return value;
    }
    String defaultText = property.defaultText();
    if (defaultText != null) {
      return defaultText;
    }
    throw new SyntaxException(
        "template",
        template.text(),
        property.column(),
        "the property " + property.name() + " is not configured",
        "configure it, or give it a default: ${" + property.name() + ":default}");
  }
}
