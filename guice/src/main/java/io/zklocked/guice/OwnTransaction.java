package io.zklocked.guice;

import io.zklocked.ReleaseAt;
import io.zklocked.rules.LockAttributes;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Set;

/** Knows methods for which another interceptor opens a transaction. Without state. */
final class OwnTransaction {

  private static final Set<String> ANNOTATIONS =
      Set.of(
          "com.google.inject.persist.Transactional",
          "jakarta.transaction.Transactional",
          "javax.transaction.Transactional");

  private OwnTransaction() {}

  /** Whether a lock inside of the transaction would be given back before that has ended. */
  static boolean outlives(Method method, Class<?> type) {
    if (!isAnnotated(method) && !isAnnotated(method.getDeclaringClass()) && !isAnnotated(type)) {
      return false;
    }
    for (LockAttributes lock : DeclaredLocks.on(method)) {
      if (lock.releaseAt() != ReleaseAt.EXIT) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAnnotated(AnnotatedElement element) {
    for (Annotation annotation : element.getAnnotations()) {
      if (ANNOTATIONS.contains(annotation.annotationType().getName())) {
        return true;
      }
    }
    return false;
  }
}
