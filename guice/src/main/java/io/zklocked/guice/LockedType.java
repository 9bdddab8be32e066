package io.zklocked.guice;

import com.google.inject.ConfigurationException;
import com.google.inject.spi.InjectionPoint;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A class as Guice would lock it: its locked methods, also the inherited ones, sorted into those
 * that Guice can override and the reasons against the others. Methods that the agent locks do not
 * count. Immutable.
 *
 * @param type the class
 * @param overridable the methods to intercept
 * @param problems why the class cannot be locked as it asks; empty if all is well
 */
record LockedType(Class<?> type, List<Method> overridable, List<String> problems) {

  /** Whether Guice has to lock anything here. */
  boolean isLocked() {
    return !overridable.isEmpty() || !problems.isEmpty();
  }

  /** Whether Guice can lock all that is to be locked here. */
  boolean isInterceptable() {
    return problems.isEmpty() && !overridable.isEmpty();
  }

  static LockedType of(Class<?> type) {
    List<Method> overridable = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<Class<?>> hierarchy = isEnhanced(type) ? List.of() : hierarchy(type);
    for (Class<?> declaring : hierarchy) {
      if (DeclaredLocks.coverNothing(declaring)) {
        problems.add(Problems.ofClass(declaring));
      }
      List<Method> locked = lockedMethodsOf(declaring);
      for (Method method : locked) {
        Method override = overrideOf(method, hierarchy);
        String reason = reasonAgainst(method, type, override);
        if (reason == null) {
          reason = Problems.besideOthers(method, locked.subList(0, locked.indexOf(method)));
        }
        if (reason != null) {
          problems.add(Problems.ofMethod(method, type, reason));
        } else if (override == null) {
          overridable.add(method);
        }
      }
    }
    if (problems.isEmpty() && !overridable.isEmpty()) {
      String reason = reasonAgainst(type);
      if (reason != null) {
        problems.add(Problems.ofMethod(overridable.get(0), type, reason));
      }
    }
    return new LockedType(type, List.copyOf(overridable), List.copyOf(problems));
  }

  /**
   * Whether the class is one that Guice has generated, so that it was checked as what it extends.
   */
  private static boolean isEnhanced(Class<?> type) {
    return type.getName().contains("$$EnhancerByGuice$$");
  }

  /** The names of the locked methods, for messages about the type as a whole. */
  static String lockedMethodNames(Class<?> type) {
    Set<String> names = new LinkedHashSet<>();
    for (Class<?> declaring : hierarchy(type)) {
      lockedMethodsOf(declaring).forEach(method -> names.add(Problems.signature(method)));
    }
    return String.join(", ", names);
  }

  private static List<Method> lockedMethodsOf(Class<?> declaring) {
    List<Method> locked = new ArrayList<>();
    if (declaring.getName().startsWith("java.")) {
      return locked;
    }
    for (Method method : declaring.getDeclaredMethods()) {
      if (DeclaredLocks.isLocked(method)) {
        locked.add(method);
      }
    }
    if (!locked.isEmpty() && Weaving.locks(declaring)) {
      return List.of();
    }
    // Reflection gives methods in no order; messages have one.
    locked.sort((a, b) -> a.toString().compareTo(b.toString()));
    return locked;
  }

  private static @Nullable String reasonAgainst(
      Method method, Class<?> type, @Nullable Method override) {
    int modifiers = method.getModifiers();
    String ofForm = Problems.ofForm(method);
    if (ofForm != null) {
      return ofForm;
    }
    if (Modifier.isPrivate(modifiers)) {
      return Problems.PRIVATE;
    }
    if (Modifier.isStatic(modifiers)) {
      return Problems.STATIC;
    }
    if (Modifier.isFinal(modifiers)) {
      return Problems.FINAL;
    }
    if (!isOutsideVisible(modifiers)) {
      return Problems.PACKAGE_PRIVATE;
    }
    if (Modifier.isFinal(type.getModifiers())) {
      return Problems.finalClass(type);
    }
    // A call of super would run the body without its lock, and Guice does not see such calls.
    return override == null || DeclaredLocks.on(override).equals(DeclaredLocks.on(method))
        ? null
        : Problems.overridden(override);
  }

  /** Why Guice cannot make a subclass; what it cannot construct at all, it says itself. */
  private static @Nullable String reasonAgainst(Class<?> type) {
    if (Modifier.isAbstract(type.getModifiers())) {
      return null;
    }
    int constructor;
    try {
      constructor = InjectionPoint.forConstructorOf(type).getMember().getModifiers();
    } catch (ConfigurationException e) {
      return null;
    }
    if (Modifier.isPrivate(constructor)) {
      return Problems.PRIVATE_CONSTRUCTOR;
    }
    if (isOutsideVisible(type.getModifiers()) && isOutsideVisible(constructor)) {
      return null;
    }
    return PackageAccess.isThere() ? null : Problems.withoutPackageAccess(type);
  }

  private static boolean isOutsideVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** The nearest method below that overrides this one; null if there is none. */
  private static @Nullable Method overrideOf(Method method, List<Class<?>> hierarchy) {
    for (Class<?> below : hierarchy) {
      if (below == method.getDeclaringClass()) {
        return null;
      }
      if (below.isInterface() && !method.getDeclaringClass().isAssignableFrom(below)) {
        continue;
      }
      for (Method candidate : below.getDeclaredMethods()) {
        if (overrides(candidate, method)) {
          Method override = candidate.isBridge() ? bridged(candidate) : candidate;
          if (override != null) {
            return override;
          }
        }
      }
    }
    return null;
  }

  private static boolean overrides(Method candidate, Method method) {
    return candidate.getName().equals(method.getName())
        && (candidate.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0
        && Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes());
  }

  /** The method that a bridge calls in its own class; null if it calls the superclass. */
  private static @Nullable Method bridged(Method bridge) {
    for (Method candidate : bridge.getDeclaringClass().getDeclaredMethods()) {
      if (!candidate.isBridge()
          && candidate.getName().equals(bridge.getName())
          && areAssignable(bridge.getParameterTypes(), candidate.getParameterTypes())) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean areAssignable(Class<?>[] general, Class<?>[] special) {
    if (general.length != special.length) {
      return false;
    }
    for (int i = 0; i < general.length; i++) {
      if (!general[i].isAssignableFrom(special[i])) {
        return false;
      }
    }
    return true;
  }

  /** The class, its superclasses, then all interfaces, the more special ones first. */
  private static List<Class<?>> hierarchy(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      all.add(c);
    }
    List<Class<?>> interfaces = new ArrayList<>();
    for (Class<?> c : List.copyOf(all)) {
      collectInterfaces(c, interfaces);
    }
    all.addAll(interfaces);
    return List.copyOf(all);
  }

  private static void collectInterfaces(Class<?> type, List<Class<?>> found) {
    for (Class<?> itf : type.getInterfaces()) {
      int place = 0;
      while (place < found.size() && !found.get(place).isAssignableFrom(itf)) {
        place++;
      }
      if (place == found.size() || found.get(place) != itf) {
        found.add(place, itf);
        collectInterfaces(itf, found);
      }
    }
  }
}
