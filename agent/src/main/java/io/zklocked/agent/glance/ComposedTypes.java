package io.zklocked.agent.glance;

import io.zklocked.agent.rule.PerLoader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows which annotation types carry ours, or one on which there is a rule, at whatever depth. They
 * are read as resources, never loaded, and remembered for each loader as long as that loader lives.
 * What cannot be read counts as carrying ours, so that the weaver has the last word. Thread-safe:
 * the memory is guarded by itself, and nothing foreign runs under its lock.
 */
final class ComposedTypes {

  private final PerLoader<Boolean> known = new PerLoader<>();
  private final WantedNames wanted;
  private final HiddenFiles hidden;

  ComposedTypes(WantedNames wanted, HiddenFiles hidden) {
    this.wanted = wanted;
    this.hidden = hidden;
  }

  /** Whether one of these annotation types, given by their descriptors, carries ours. */
  boolean anyOf(List<String> descriptors, ClassLoader loader) {
    for (int i = 0; i < descriptors.size(); i++) {
      if (isComposed(descriptors.get(i), loader)) {
        return true;
      }
    }
    return false;
  }

  private boolean isComposed(String descriptor, ClassLoader loader) {
    if (isForeign(descriptor)) {
      return false;
    }
    Boolean before = known.find(loader, descriptor);
    return before == null ? learn(descriptor, loader) : before;
  }

  private boolean learn(String descriptor, ClassLoader loader) {
    boolean composed = read(descriptor, loader, new ArrayList<>(4));
    known.put(loader, descriptor, composed);
    return composed;
  }

  private boolean read(String descriptor, ClassLoader loader, List<String> seen) {
    if (isForeign(descriptor) || seen.contains(descriptor)) {
      return false;
    }
    seen.add(descriptor);
    String name = descriptor.substring(1, descriptor.length() - 1).concat(".class");
    try (InputStream stream = loader.getResourceAsStream(name)) {
      if (stream == null) {
        hidden.suspect(loader);
      }
      ClassScan scan = stream == null ? null : ClassScan.of(stream.readAllBytes(), wanted);
      if (scan == null || scan.namesAnnotation()) {
        return scan != null;
      }
      List<String> above = new AnnotationWalk(scan).onClass();
      for (int i = 0; i < above.size(); i++) {
        if (read(above.get(i), loader, seen)) {
          return true;
        }
      }
      return false;
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }

  /** The JDK's annotations never carry ours. */
  private static boolean isForeign(String descriptor) {
    return descriptor.startsWith("Ljava/") || descriptor.startsWith("Ljdk/");
  }
}
