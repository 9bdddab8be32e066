package io.zklocked.runtime.key;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders templates the way a locked method does, for one method whose parameters are a, b, c. */
final class Keys {

  static final KeySpace SPACE = KeySpace.below("/zklocked");
  private static final List<@Nullable String> NAMES = List.of("a", "b", "c");

  private Keys() {}

  static KeyTemplate parse(String template) {
    return KeyTemplate.parse(template, Map.<String, String>of()::get);
  }

  static MethodHandle compile(String template, Class<?>... types) {
    return compile(MethodHandles.lookup(), template, types);
  }

  static MethodHandle compile(MethodHandles.Lookup lookup, String template, Class<?>... types) {
    KeyTemplate parsed = parse(template);
    List<@Nullable String> names = new ArrayList<>(NAMES.subList(0, types.length));
    List<Integer> subjects = parsed.subjects(false, names);
    List<Class<?>> subjectTypes = new ArrayList<>();
    for (int subject : subjects) {
      subjectTypes.add(subject == KeyTemplate.THIS ? lookup.lookupClass() : types[subject]);
    }
    MethodHandle compiled = parsed.compile(lookup, subjects, subjectTypes, SPACE);
    if (!compiled.type().equals(MethodType.methodType(LockKey.class, subjectTypes))) {
      throw new AssertionError("compiled to " + compiled.type());
    }
    return compiled;
  }

  /** Renders a template with arguments of one declared type. */
  static LockKey render(String template, Class<?> type, @Nullable Object... values) {
    Class<?>[] types = new Class<?>[values.length];
    Arrays.fill(types, type);
    MethodHandle compiled = compile(template, types);
    return call(
        compiled,
        parse(template).subjects(false, new ArrayList<>(NAMES.subList(0, types.length))).stream()
            .map(subject -> values[subject])
            .toArray());
  }

  static LockKey call(MethodHandle compiled, @Nullable Object... values) {
    try {
      return (LockKey) compiled.invokeWithArguments(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a checked exception", e);
    }
  }
}
