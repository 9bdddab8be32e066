package io.zklocked.guice;

import io.zklocked.FencingToken;
import io.zklocked.LockParam;
import io.zklocked.ZkLocked;
import io.zklocked.catalogue.LockCatalogue;
import io.zklocked.rules.ClassLocks;
import io.zklocked.rules.LockAttributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a method declares about its lock. Without state. */
final class DeclaredLocks {

  private DeclaredLocks() {}

  /** Whether calls of the method are to be locked. A bridge leads to the method that is. */
  static boolean isLocked(Method method) {
    return !method.isBridge() && !method.isSynthetic() && !on(method).isEmpty();
  }

  /** The locks on a method, with those of composed annotations; else those on its class. */
  static List<LockAttributes> on(Method method) {
    List<LockAttributes> own = new ArrayList<>(1);
    collect(method.getDeclaredAnnotations(), own, new HashSet<>());
    Class<?> declaring = method.getDeclaringClass();
    if (!own.isEmpty() || declaring.isAnnotation()) {
      return own;
    }
    List<LockAttributes> ofClass = new ArrayList<>(0);
    collect(declaring.getDeclaredAnnotations(), ofClass, new HashSet<>());
    return !ofClass.isEmpty()
            && ClassLocks.cover(
                made(declaring), Modifier.isPublic(method.getModifiers()), Problems.sight(method))
        ? ofClass
        : own;
  }

  /** Whether a class carries a lock that is for none of its methods. */
  static boolean coverNothing(Class<?> type) {
    List<LockAttributes> ofClass = new ArrayList<>(0);
    collect(type.getDeclaredAnnotations(), ofClass, new HashSet<>());
    return !ofClass.isEmpty()
        && Arrays.stream(type.getDeclaredMethods())
            .noneMatch(
                method ->
                    ClassLocks.cover(
                        made(type),
                        Modifier.isPublic(method.getModifiers()),
                        Problems.sight(method)));
  }

  private static Set<String> made(Class<?> type) {
    return ClassLocks.made(
        type.isEnum(),
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList()
            : null);
  }

  /**
   * The names of the parameters, null where neither annotation nor class file nor the records of
   * the compile-time checker tell.
   *
   * @throws UncheckedIOException if those records cannot be read
   */
  static List<@Nullable String> parameterNames(Method method) {
    List<@Nullable String> names = new ArrayList<>();
    List<String> recorded = null;
    for (Parameter parameter : method.getParameters()) {
      LockParam given = parameter.getAnnotation(LockParam.class);
      if (given != null) {
        names.add(given.value());
      } else if (parameter.isNamePresent()) {
        names.add(parameter.getName());
      } else {
        recorded = recorded == null ? recordedNames(method) : recorded;
        names.add(names.size() < recorded.size() ? recorded.get(names.size()) : null);
      }
    }
    return names;
  }

  /** The positions of the parameters that are to be filled in with the fencing token. */
  static List<Integer> tokens(Method method) {
    List<Integer> tokens = new ArrayList<>(1);
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isAnnotationPresent(FencingToken.class)) {
        tokens.add(i);
      }
    }
    return tokens;
  }

  private static List<String> recordedNames(Method method) {
    Class<?> declaring = method.getDeclaringClass();
    String descriptor =
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString();
    try {
      LockCatalogue catalogue = LockCatalogue.of(declaring.getClassLoader(), declaring.getName());
      return catalogue == null
          ? List.of()
          : catalogue.parameterNames(method.getName() + descriptor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(
      Annotation[] annotations, List<LockAttributes> found, Set<Class<?>> seen) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof ZkLocked lock) {
        found.add(LockAttributes.of(lock));
      } else if (annotation instanceof ZkLocked.List locks) {
        for (ZkLocked lock : locks.value()) {
          found.add(LockAttributes.of(lock));
        }
      } else if (isForeign(annotation.annotationType()) && seen.add(annotation.annotationType())) {
        collect(annotation.annotationType().getDeclaredAnnotations(), found, seen);
      }
    }
  }

  /** Annotations of the JDK never carry ours, and most of them carry one another. */
  private static boolean isForeign(Class<?> annotationType) {
    return !annotationType.getName().startsWith("java.");
  }
}
