package io.zklocked.runtime.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The template of a lock's resource, ready to be compiled for one method. Immutable.
 *
 * <p>The <i>subjects</i> of a template are the values that its placeholders start from: the object
 * of the call and its arguments, each once, in the order in which the template first uses them.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class KeyTemplate {

  /** Stands for the object of the call in {@link #subjects}. */
  public static final int THIS = -1;

  private KeyTemplate() {}

  /**
   * Parses a template and puts configured values in.
   *
   * @param template such as {@code orders/{order.id}}
   * @param properties gives the value of a <code>${property}</code>, or null
   * @return the template
   * @throws io.zklocked.LockKeyException if it is malformed; the message gives the column and the
   *     remedy
   */
  public static KeyTemplate parse(String template, Function<String, @Nullable String> properties) {
    throw new UnsupportedOperationException(template + properties);
  }

  /**
   * Finds out what the template needs of a call, without any class of the application.
   *
   * @param isStatic whether the method is static
   * @param parameterNames the names of its parameters, null where unknown
   * @return positions of parameters, and {@link #THIS}
   * @throws io.zklocked.LockKeyException if a placeholder matches no parameter; the message lists
   *     those there are, and says what to do where names are unknown
   */
  public List<Integer> subjects(boolean isStatic, List<@Nullable String> parameterNames) {
    throw new UnsupportedOperationException(isStatic + parameterNames.toString());
  }

  /**
   * Compiles the template for one method.
   *
   * @param lookup with the rights of the class that declares the method
   * @param subjects as {@link #subjects} gave them
   * @param types the declared type of each subject
   * @param space where the key lies
   * @return a handle that takes the subjects, with exactly those types, and returns a {@link
   *     LockKey}, or throws a {@link io.zklocked.LockKeyException} if the values cannot be a key
   * @throws io.zklocked.LockKeyException if a path cannot be followed, or ends in a type that can
   *     never be a key
   */
  public MethodHandle compile(
      MethodHandles.Lookup lookup, List<Integer> subjects, List<Class<?>> types, KeySpace space) {
    throw new UnsupportedOperationException(lookup.toString() + subjects + types + space);
  }
}
