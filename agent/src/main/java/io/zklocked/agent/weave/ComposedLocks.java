package io.zklocked.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The locks that composed annotations stand for. Their types are read as resources, never loaded,
 * and remembered for each loader as long as it lives. Thread-safe: the memory is guarded by itself.
 */
final class ComposedLocks {

  private static final String ANNOTATION = "Lio/zklocked/ZkLocked;";
  private static final String CONTAINER = "Lio/zklocked/ZkLocked$List;";

  private final Map<ClassLoader, Map<String, List<DeclaredLock>>> known = new WeakHashMap<>();

  /**
   * Reads an annotation on a class or a method: ours by what this gives, others that carry ours at
   * once.
   */
  static @Nullable AnnotationVisitor reader(
      String descriptor,
      boolean visible,
      List<DeclaredLock> found,
      Function<String, List<DeclaredLock>> composed) {
    AnnotationVisitor own = own(descriptor, found);
    if (own == null && visible) {
      found.addAll(composed.apply(descriptor));
    }
    return own;
  }

  private static @Nullable AnnotationVisitor own(String descriptor, List<DeclaredLock> found) {
    return switch (descriptor) {
      case ANNOTATION -> new LockReader(found);
      case CONTAINER -> new ContainerReader(found);
      default -> null;
    };
  }

  /** The locks that an annotation type carries, itself or by others that it carries. */
  List<DeclaredLock> of(String descriptor, ClassLoader loader) {
    synchronized (known) {
      List<DeclaredLock> before = known.getOrDefault(loader, Map.of()).get(descriptor);
      if (before != null) {
        return before;
      }
    }
    List<DeclaredLock> found = new ArrayList<>(1);
    collect(descriptor, loader, found, new HashSet<>());
    synchronized (known) {
      known.computeIfAbsent(loader, any -> new HashMap<>()).put(descriptor, List.copyOf(found));
    }
    return found;
  }

  private void collect(
      String descriptor, ClassLoader loader, List<DeclaredLock> found, Set<String> seen) {
    if (descriptor.startsWith("Ljava/") || !seen.add(descriptor)) {
      return;
    }
    String file = descriptor.substring(1, descriptor.length() - 1) + ".class";
    try (InputStream stream = loader.getResourceAsStream(file)) {
      if (stream != null) {
        List<String> above = new ArrayList<>();
        new ClassReader(stream.readAllBytes())
            .accept(new OnType(found, above), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        above.forEach(type -> collect(type, loader, found, seen));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the annotation type " + file + " cannot be read", e);
    }
  }

  /** Sorts the annotations on an annotation type: ours, and those that may carry it. */
  private static final class OnType extends ClassVisitor {
    private final List<DeclaredLock> found;
    private final List<String> above;

    OnType(List<DeclaredLock> found, List<String> above) {
      super(Opcodes.ASM9);
      this.found = found;
      this.above = above;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      AnnotationVisitor own = own(descriptor, found);
      if (own == null && visible) {
        above.add(descriptor);
      }
      return own;
    }
  }
}
