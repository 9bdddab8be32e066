package io.zklocked.syntax;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The template of a resource, parsed and checked as far as its own text goes. Immutable.
 *
 * <pre>
 * template    = { literal | placeholder | property }
 * placeholder = "{" root { "." name } "}"        root = name | position | "this"
 * property    = "${" property-name [ ":" default ] "}"
 * </pre>
 *
 * <p>Braces cannot be literal text. Two placeholders need text between them that tells where the
 * value of the first one ends, so that different values never give one resource.
 *
 * @param text the template as it was written
 * @param parts its parts, in order; not empty
 */
public record Template(String text, List<Part> parts) {

  /** Copies the parts. */
  public Template {
    parts = List.copyOf(parts);
  }

  /**
   * Parses a template.
   *
   * @param text such as {@code orders/{order.id}}
   * @return the template
   * @throws SyntaxException if it is malformed
   */
  public static Template parse(String text) {
    Template template = new Template(text, new TemplateParser(text).parse());
    new TemplateCheck(template).run();
    return template;
  }

  /**
   * Puts configured values in. They become literal text, under the rules of literal text: braces in
   * them start no placeholder, slashes separate elements.
   *
   * @param properties gives the value of a property, or null if it is not configured
   * @return a template of literals and placeholders only, no two literals adjacent
   * @throws SyntaxException if a property without default is not configured, or if the result is
   *     malformed
   */
  public Template withProperties(Function<String, @Nullable String> properties) {
    Template filled = new Template(text, Properties.fill(this, properties));
    new TemplateCheck(filled).run();
    return filled;
  }

  /**
   * The character by which the value of a placeholder ends: it must be escaped within that value.
   *
   * @param part the index of a placeholder in a template without properties
   * @return a character of the text between it and the next placeholder; {@code /}, which is
   *     escaped in any case, where that will do
   */
  public char endOf(int part) {
    return Separator.after(parts, part);
  }
}
