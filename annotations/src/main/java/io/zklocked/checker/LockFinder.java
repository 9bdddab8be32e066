package io.zklocked.checker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Finds the locks on elements: those of our annotation, and of others that carry it. */
final class LockFinder {

  private static final String ANNOTATION = "io.zklocked.ZkLocked";
  private static final String CONTAINER = "io.zklocked.ZkLocked.List";

  private LockFinder() {}

  static List<FoundLock> on(Element element) {
    List<FoundLock> found = new ArrayList<>(1);
    for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
      collect(annotation, annotation, found, new HashSet<>());
    }
    return found;
  }

  private static void collect(
      AnnotationMirror annotation,
      AnnotationMirror shown,
      List<FoundLock> found,
      Set<String> seen) {
    if (!(annotation.getAnnotationType().asElement() instanceof TypeElement type)) {
      return;
    }
    String name = type.getQualifiedName().toString();
    if (name.equals(ANNOTATION)) {
      found.add(FoundLock.of(annotation, shown));
    } else if (name.equals(CONTAINER)) {
      for (AnnotationMirror each : contained(annotation)) {
        collect(each, annotation == shown ? each : shown, found, new HashSet<>());
      }
    } else if (!name.startsWith("java.") && seen.add(name)) {
      for (AnnotationMirror above : type.getAnnotationMirrors()) {
        collect(above, shown, found, seen);
      }
    }
  }

  private static List<AnnotationMirror> contained(AnnotationMirror container) {
    List<AnnotationMirror> found = new ArrayList<>();
    for (AnnotationValue value : container.getElementValues().values()) {
      if (value.getValue() instanceof List<?> each) {
        for (Object lock : each) {
          if (lock instanceof AnnotationValue one
              && one.getValue() instanceof AnnotationMirror mirror) {
            found.add(mirror);
          }
        }
      }
    }
    return found;
  }
}
