package io.zklocked.agent.weave;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the methods of a class override. The types above it are read as resources, never
 * loaded. Confined to one thread.
 */
final class Overridden {

  private final ClassReading type;
  private final Function<String, @Nullable ClassReading> types;

  /**
   * What the methods of one class override.
   *
   * @param types reads the class of an internal name; gives null if it cannot be found
   */
  Overridden(ClassReading type, Function<String, @Nullable ClassReading> types) {
    this.type = type;
    this.types = types;
  }

  /** Whether whoever calls what this one overrides gets the same locks there. */
  boolean isLockedAlike(AnnotatedMethod method) {
    ClassReading declaring = declaring(method);
    return declaring != null
        && (declaring.bridges().contains(key(method)) || alike(declaring, method) != null);
  }

  /**
   * The same method, with the names of its parameters where it has none and overrides one with the
   * same locks: whoever generates a class may leave them out, and its keys are the same.
   */
  AnnotatedMethod named(AnnotatedMethod method) {
    if (!method.parameterNames().contains(null)) {
      return method;
    }
    ClassReading declaring = declaring(method);
    AnnotatedMethod known = declaring == null ? null : alike(declaring, method);
    return known == null ? method : method.withNames(known.parameterNames());
  }

  private static @Nullable AnnotatedMethod alike(ClassReading declaring, AnnotatedMethod method) {
    AnnotatedMethod known = declaring.methods().get(key(method));
    return known != null
            && !known.is(Opcodes.ACC_ABSTRACT)
            && areAlike(known.locks(), method.locks())
        ? known
        : null;
  }

  /** One rule may give them the names of different classes. */
  private static boolean areAlike(List<DeclaredLock> these, List<DeclaredLock> those) {
    boolean alike = these.size() == those.size();
    for (int i = 0; alike && i < these.size(); i++) {
      DeclaredLock lock = these.get(i);
      DeclaredLock other = those.get(i);
      boolean isRule = !lock.origin().equals(DeclaredLock.ANNOTATION);
      alike =
          lock.attributes().equals(other.attributes())
              || (isRule && lock.origin().equals(other.origin()));
    }
    return alike;
  }

  private @Nullable ClassReading declaring(AnnotatedMethod method) {
    return method.isStatic() || method.is(Opcodes.ACC_PRIVATE)
        ? null
        : declaring(key(method), type.above(), new HashSet<>());
  }

  private @Nullable ClassReading declaring(String method, List<String> above, Set<String> seen) {
    for (String name : above) {
      ClassReading next = name.startsWith("java/") || !seen.add(name) ? null : types.apply(name);
      if (next != null && next.declares(method)) {
        return next;
      }
      ClassReading found = next == null ? null : declaring(method, next.above(), seen);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String key(AnnotatedMethod method) {
    return method.name() + method.descriptor();
  }
}
