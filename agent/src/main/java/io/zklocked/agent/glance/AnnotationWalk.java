package io.zklocked.agent.glance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the types of the annotations of a class file. Plain loops, for the reason that {@link
 * ClassScan} gives. Confined to one thread.
 */
final class AnnotationWalk {

  private static final byte[] JAVA = WantedNames.ascii("Ljava/");

  private final ClassScan scan;
  private final List<String> onMethods = new ArrayList<>(4);
  private final List<String> onClass = new ArrayList<>(4);
  private int at;

  /**
   * Walks a class file to its end.
   *
   * @throws ArrayIndexOutOfBoundsException if it is cut off
   */
  AnnotationWalk(ClassScan scan) {
    this.scan = scan;
    at = scan.poolEnd() + 6;
    int interfaces = next2();
    at += 2 * interfaces;
    members(null);
    members(onMethods);
    attributes(onClass);
  }

  /**
   * The descriptors of the annotations on methods, such as {@code Lapp/Nightly;}; repeated as they
   * repeat, and without those of {@code java.}, which never carry ours.
   */
  List<String> onMethods() {
    return onMethods;
  }

  /** The same for those on the class itself. */
  List<String> onClass() {
    return onClass;
  }

  private void members(@Nullable List<String> found) {
    int count = next2();
    for (int i = 0; i < count; i++) {
      at += 6;
      attributes(found);
    }
  }

  private void attributes(@Nullable List<String> found) {
    int count = next2();
    for (int i = 0; i < count; i++) {
      int name = next2();
      int length = scan.u4(at);
      at += 4;
      int behind = at + length;
      if (found != null && scan.isVisibleAnnotations(name)) {
        annotations(found);
      }
      at = behind;
    }
  }

  private void annotations(List<String> found) {
    int count = next2();
    for (int i = 0; i < count; i++) {
      int type = scan.u2(at);
      if (!scan.startsWith(type, JAVA)) {
        found.add(scan.text(type));
      }
      skipAnnotation();
    }
  }

  private void skipAnnotation() {
    at += 2;
    int pairs = next2();
    for (int i = 0; i < pairs; i++) {
      at += 2;
      skipValue();
    }
  }

  private void skipValue() {
    int tag = scan.u1(at++);
    switch (tag) {
      case 'e' -> at += 4;
      case '@' -> skipAnnotation();
      case '[' -> {
        int count = next2();
        for (int i = 0; i < count; i++) {
          skipValue();
        }
      }
      default -> at += 2;
    }
  }

  private int next2() {
    int value = scan.u2(at);
    at += 2;
    return value;
  }
}
