package io.zklocked.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a {@link Template}. Immutable. */
public sealed interface Part {

  /**
   * Where the part starts in the template.
   *
   * @return the column, from 1
   */
  int column();

  /**
   * Text that stands for itself.
   *
   * @param text the text, not empty
   * @param column where it starts
   */
  record Literal(String text, int column) implements Part {}

  /**
   * A value of the call, such as {@code {order.customer.id}}.
   *
   * @param root what the path starts from
   * @param steps the names of what is reached from it, one after the other; may be empty
   * @param text the path as it was written, without its braces
   * @param column where its brace stands
   */
  record Placeholder(Root root, List<String> steps, String text, int column) implements Part {

    /** Copies the steps. */
    public Placeholder {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A configured value, such as <code>${region:eu}</code>.
   *
   * @param name the name of the property
   * @param defaultText what stands for a property that is not configured, or null if it must be
   * @param column where its dollar sign stands
   */
  record Property(String name, @Nullable String defaultText, int column) implements Part {}
}
