package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.Request;
import io.zklocked.syntax.Part;
import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.Template;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names the kinds of locks. Two templates that differ only in what their placeholders are called
 * give the same keys: {@code accounts/{from}} and {@code accounts/{to}} are one kind, {@code
 * accounts/{}}. Properties stand for their values, which may be others elsewhere. A lock whose name
 * is fixed, and one by hand without a label, are kinds of their own, called by their path.
 * Thread-safe.
 */
final class Kinds {

  /** Where a template has a value of the call. */
  static final String VALUE = "{}";

  private final int mostNames;
  private final Function<String, @Nullable String> properties;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /**
   * Knows no labels yet.
   *
   * @param mostNames how many labels are remembered; further ones are read each time
   * @param properties gives the value of a property of a template, or null
   */
  Kinds(int mostNames, Function<String, @Nullable String> properties) {
    this.mostNames = mostNames;
    this.properties = properties;
  }

  String of(Request lock) {
    return of(lock.label(), lock.resource(), lock.path());
  }

  String of(String label, String resource, String path) {
    if (label.equals(Request.BY_HAND)) {
      return path;
    }
    String name = names.get(label);
    if (name == null) {
      name = name(label);
      if (names.size() < mostNames) {
        names.put(label, name);
      }
    }
    return name.equals(resource) ? path : name;
  }

  /**
   * Whether two locks that come in the order of their paths always come in this order: because they
   * are single keys, or because the text before the first value of the templates decides.
   */
  boolean fixOrder(Request earlier, Request later) {
    String first = of(earlier);
    String second = of(later);
    if (first.equals(second)) {
      return true; // their keys are compared
    }
    return lead(earlier, first) > common(earlier.path(), later.path())
        && lead(later, second) > common(earlier.path(), later.path());
  }

  /** How many characters of a path are the same for all locks of its kind, at least. */
  private static int lead(Request lock, String kind) {
    int value = kind.indexOf(VALUE);
    if (kind.equals(lock.path())) {
      return Integer.MAX_VALUE;
    }
    if (value < 0 || !lock.resource().regionMatches(0, kind, 0, value)) {
      return 0; // a label that is no template of it
    }
    int root = kind.startsWith("/") ? 0 : lock.path().lastIndexOf('/') + 1;
    return root + value;
  }

  private static int common(String path, String other) {
    int same = 0;
    int length = Math.min(path.length(), other.length());
    while (same < length && path.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  private String name(String label) {
    Template template;
    try {
      template = Template.parse(label).withProperties(properties);
    } catch (SyntaxException e) {
      return label; // by hand it may be any text
    }
    StringBuilder name = new StringBuilder(label.length());
    for (Part part : template.parts()) {
      name.append(part instanceof Part.Literal literal ? literal.text() : VALUE);
    }
    return name.toString();
  }
}
