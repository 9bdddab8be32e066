package io.zklocked.runtime.key;

import io.zklocked.LockKeyException;
import io.zklocked.rules.Conditions;
import io.zklocked.rules.LockAttributes;
import io.zklocked.rules.Place;
import io.zklocked.rules.Subjects;
import io.zklocked.syntax.Condition;
import io.zklocked.syntax.SyntaxException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The key of a lock for those calls that want it: its template and its condition. Immutable. */
public final class ConditionalKey {

  private static final MethodHandle TRUTH;

  static {
    try {
      TRUTH =
          MethodHandles.lookup()
              .findStatic(
                  ConditionalKey.class,
                  "truth",
                  MethodType.methodType(boolean.class, Place.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final KeyTemplate template;
  private final @Nullable Condition condition;

  private ConditionalKey(KeyTemplate template, @Nullable Condition condition) {
    this.template = template;
    this.condition = condition;
  }

  /**
   * Reads what a lock says.
   *
   * @param lock the lock
   * @param properties gives the value of a <code>${property}</code>, or null
   * @return its key
   * @throws LockKeyException if the template or the condition is malformed
   */
  public static ConditionalKey of(
      LockAttributes lock, Function<String, @Nullable String> properties) {
    KeyTemplate template = KeyTemplate.parse(lock.template(), properties);
    try {
      return new ConditionalKey(
          template, lock.condition().isEmpty() ? null : Condition.parse(lock.condition()));
    } catch (SyntaxException e) {
      throw Refusal.of(e);
    }
  }

  /**
   * Finds out what the keys of one method need of a call, as {@link KeyTemplate#subjects} does.
   *
   * @param keys the keys
   * @param isStatic whether the method is static
   * @param parameterNames the names of its parameters, null where unknown
   * @return what any of them needs, each once
   * @throws LockKeyException if a path matches no parameter
   */
  public static List<Integer> subjects(
      List<ConditionalKey> keys, boolean isStatic, List<@Nullable String> parameterNames) {
    Set<Integer> all = new LinkedHashSet<>();
    for (ConditionalKey key : keys) {
      all.addAll(key.template.subjects(isStatic, parameterNames));
      if (key.condition != null) {
        all.add(subject(key.condition, isStatic, parameterNames));
      }
    }
    return List.copyOf(all);
  }

  private static int subject(
      Condition condition, boolean isStatic, List<@Nullable String> parameterNames) {
    try {
      return new Subjects(isStatic, parameterNames).of(Place.endOf(condition));
    } catch (SyntaxException e) {
      throw Refusal.of(e);
    }
  }

  /**
   * Compiles the key for one method.
   *
   * @param lookup with the rights of the class that declares the method
   * @param isStatic whether the method is static
   * @param parameterNames the names of its parameters, null where unknown
   * @param all the subjects of all keys of the method
   * @param types the declared type of each of them
   * @param space where the key lies
   * @return a handle that takes all subjects, with exactly those types, and returns a {@link
   *     LockKey}, or null if the call does not want the lock; it throws a {@link LockKeyException}
   *     if the values cannot be a key, or if it cannot be told whether it is wanted
   * @throws LockKeyException if a path cannot be followed, or ends in a type that will not do
   */
  public MethodHandle compile(
      MethodHandles.Lookup lookup,
      boolean isStatic,
      List<@Nullable String> parameterNames,
      List<Integer> all,
      List<Class<?>> types,
      KeySpace space) {
    List<Integer> own = template.subjects(isStatic, parameterNames);
    int[] order = new int[own.size()];
    List<Class<?>> ownTypes = new ArrayList<>(order.length);
    for (int i = 0; i < order.length; i++) {
      order[i] = all.indexOf(own.get(i));
      ownTypes.add(typeOf(own.get(i), all, types));
    }
    MethodType type = MethodType.methodType(LockKey.class, types);
    MethodHandle key =
        MethodHandles.permuteArguments(template.compile(lookup, own, ownTypes, space), type, order);
    if (condition == null) {
      return key;
    }
    int subject = subject(condition, isStatic, parameterNames);
    MethodHandle test =
        MethodHandles.permuteArguments(
            test(lookup, Place.endOf(condition), typeOf(subject, all, types)),
            type.changeReturnType(boolean.class),
            all.indexOf(subject));
    MethodHandle none =
        MethodHandles.dropArguments(MethodHandles.constant(LockKey.class, null), 0, types);
    return condition.isNegated()
        ? MethodHandles.guardWithTest(test, none, key)
        : MethodHandles.guardWithTest(test, key, none);
  }

  private static Class<?> typeOf(int subject, List<Integer> all, List<Class<?>> types) {
    return types.get(all.indexOf(subject));
  }

  private static MethodHandle test(MethodHandles.Lookup lookup, Place end, Class<?> subject) {
    MethodHandle path = Navigation.compile(lookup, end, subject);
    Class<?> value = path.type().returnType();
    try {
      Conditions.check(end, new ReflectedType(value, lookup));
    } catch (SyntaxException e) {
      throw Refusal.of(e);
    }
    return value == boolean.class
        ? path
        : MethodHandles.filterReturnValue(
            path, TRUTH.bindTo(end).asType(MethodType.methodType(boolean.class, value)));
  }

  static boolean truth(Place end, @Nullable Object value) {
    Object present = Navigation.present(end, value);
    if (present instanceof Boolean truth) {
      return truth;
    }
    throw Refusal.of(Conditions.notBoolean(end, present.getClass().getTypeName()));
  }
}
