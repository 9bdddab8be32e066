package io.zklocked.syntax;

import java.util.List;

/** Checks what the parts of a template mean together. Confined to one thread. */
final class TemplateCheck {

  private final String text;
  private final List<Part> parts;

  TemplateCheck(Template template) {
    this.text = template.text();
    this.parts = template.parts();
  }

  void run() {
    StringBuilder known = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Literal literal) {
        new ResourceCheck("template", text, offset -> literal.column() + offset)
            .characters(literal.text());
        known.append(literal.text());
      } else {
        known.append(ResourceCheck.UNKNOWN);
      }
    }
    new ResourceCheck("template", text, this::columnOf).elements(known.toString());
    separators();
  }

  private int columnOf(int offset) {
    int start = 0;
    for (Part part : parts) {
      int length = part instanceof Part.Literal literal ? literal.text().length() : 1;
      if (offset < start + length) {
        return part.column() + offset - start;
      }
      start += length;
    }
    return 1;
  }

  private void separators() {
    Part.Placeholder before = null;
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Part.Property) {
        before = null;
      } else if (parts.get(i) instanceof Part.Placeholder placeholder) {
        if (before != null) {
          throw new SyntaxException(
              "template",
              text,
              placeholder.column(),
              "nothing tells where the value of {" + before.text() + "} ends",
              "write {" + before.text() + "}/{" + placeholder.text() + "}");
        }
        boolean propertyFollows =
            i + 1 < parts.size()
                && (parts.get(i + 1) instanceof Part.Property
                    || (i + 2 < parts.size() && parts.get(i + 2) instanceof Part.Property));
        if (!propertyFollows && Separator.after(parts, i) == Separator.NONE) {
          before = placeholder;
        }
      }
    }
  }
}
