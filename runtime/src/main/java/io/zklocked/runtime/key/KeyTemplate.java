package io.zklocked.runtime.key;

import io.zklocked.LockKeyException;
import io.zklocked.rules.Place;
import io.zklocked.rules.Subjects;
import io.zklocked.syntax.Part;
import io.zklocked.syntax.Root;
import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.Template;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The template of a lock's resource, ready to be compiled for one method. Immutable.
 *
 * <p>The <i>subjects</i> of a template are the values that its placeholders start from: the object
 * of the call and its arguments, each once for each way in which it is written, in the order in
 * which the template first uses them.
 */
public final class KeyTemplate {

  /** Stands for the object of the call in {@link #subjects}. */
  public static final int THIS = Subjects.THIS;

  /** Without properties. */
  private final Template template;

  private final List<Part.Placeholder> placeholders;
  private final List<Root> roots;

  private KeyTemplate(Template template) {
    this.template = template;
    List<Part.Placeholder> found = new ArrayList<>();
    for (Part part : template.parts()) {
      if (part instanceof Part.Placeholder placeholder) {
        found.add(placeholder);
      }
    }
    this.placeholders = List.copyOf(found);
    this.roots = roots(found);
  }

  /** The distinct roots, in the order of their first use. */
  private static List<Root> roots(List<Part.Placeholder> placeholders) {
    List<Root> roots = new ArrayList<>();
    for (Part.Placeholder placeholder : placeholders) {
      if (!roots.contains(placeholder.root())) {
        roots.add(placeholder.root());
      }
    }
    return roots;
  }

  /**
   * Parses a template and puts configured values in.
   *
   * @param template such as {@code orders/{order.id}}
   * @param properties gives the value of a <code>${property}</code>, or null
   * @return the template
   * @throws LockKeyException if it is malformed; the message gives the column and the remedy
   */
  public static KeyTemplate parse(String template, Function<String, @Nullable String> properties) {
    try {
      return new KeyTemplate(Template.parse(template).withProperties(properties));
    } catch (SyntaxException e) {
      throw Refusal.of(e);
    }
  }

  /**
   * The template as it was written.
   *
   * @return its text, with placeholders and properties
   */
  public String text() {
    return template.text();
  }

  /**
   * The key of a template without placeholders.
   *
   * @param space where the key lies
   * @return the key of every call, or null if the template has placeholders
   * @throws LockKeyException if it cannot be a key there
   */
  public @Nullable LockKey constantKey(KeySpace space) {
    if (!placeholders.isEmpty()) {
      return null;
    }
    // Without properties and placeholders, and with touching literals joined, one part is left.
    return space.checked(((Part.Literal) template.parts().get(0)).text());
  }

  /**
   * Finds out what the template needs of a call, without any class of the application.
   *
   * @param isStatic whether the method is static
   * @param parameterNames the names of its parameters, null where unknown
   * @return positions of parameters, and {@link #THIS}; one twice if the template writes it in two
   *     ways, as in <code>{id}/{0}</code>
   * @throws LockKeyException if a placeholder matches no parameter; the message lists those there
   *     are, and says what to do where names are unknown
   */
  public List<Integer> subjects(boolean isStatic, List<@Nullable String> parameterNames) {
    Subjects found = new Subjects(isStatic, parameterNames);
    Integer[] subjects = new Integer[roots.size()];
    try {
      for (Part.Placeholder placeholder : placeholders) {
        subjects[roots.indexOf(placeholder.root())] = found.of(Place.endOf(template, placeholder));
      }
    } catch (SyntaxException e) {
      throw Refusal.of(e);
    }
    return List.of(subjects);
  }

  /**
   * Compiles the template for one method.
   *
   * @param lookup with the rights of the class that declares the method
   * @param subjects as {@link #subjects} gave them
   * @param types the declared type of each subject
   * @param space where the key lies
   * @return a handle that takes the subjects, with exactly those types, and returns a {@link
   *     LockKey}, or throws a {@link LockKeyException} if the values cannot be a key; a constant
   *     handle if there are no subjects
   * @throws LockKeyException if a path cannot be followed, or ends in a type that can never be a
   *     key
   */
  public MethodHandle compile(
      MethodHandles.Lookup lookup, List<Integer> subjects, List<Class<?>> types, KeySpace space) {
    if (subjects.size() != roots.size() || types.size() != roots.size()) {
      throw new IllegalArgumentException(
          "the template has " + roots.size() + " subjects, not " + subjects + " of " + types);
    }
    LockKey constant = constantKey(space);
    if (constant != null) {
      return MethodHandles.constant(LockKey.class, constant);
    }
    int count = placeholders.size();
    MethodHandle[] values = new MethodHandle[count];
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = roots.indexOf(placeholders.get(i).root());
      values[i] = value(lookup, placeholders.get(i), types.get(order[i]));
    }
    List<Class<?>> texts = new ArrayList<>(count);
    for (MethodHandle value : values) {
      texts.add(value.type().returnType());
    }
    MethodHandle rendering = new Rendering(template.parts(), count, space).handle(texts);
    return MethodHandles.permuteArguments(
        MethodHandles.filterArguments(rendering, 0, values),
        MethodType.methodType(LockKey.class, types),
        order);
  }

  private MethodHandle value(
      MethodHandles.Lookup lookup, Part.Placeholder placeholder, Class<?> subject) {
    Place place = Place.endOf(template, placeholder);
    MethodHandle path = Navigation.compile(lookup, place, subject);
    char end = template.endOf(template.parts().indexOf(placeholder));
    MethodHandle text = new ValueText(place, end).compile(lookup, path.type().returnType());
    return MethodHandles.filterReturnValue(path, text);
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return template.text();
  }
}
