package io.zklocked.agent.weave;

import io.zklocked.agent.rule.PerLoader;
import io.zklocked.agent.rule.RuleBook;
import io.zklocked.runtime.rule.AnnotationRule;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The locks that annotations stand for, themselves or by others that they carry. Their types are
 * read as resources, never loaded, and remembered for each loader as long as it lives. Thread-safe:
 * the memory is guarded by itself.
 */
final class ComposedLocks {

  private static final String ANNOTATION = "Lio/zklocked/ZkLocked;";
  private static final String CONTAINER = "Lio/zklocked/ZkLocked$List;";

  private final RuleBook rules;
  private final AnnotationDefaults defaults = new AnnotationDefaults();
  private final PerLoader<List<LockSource>> known = new PerLoader<>();

  ComposedLocks(RuleBook rules) {
    this.rules = rules;
  }

  /**
   * Reads an annotation on a class or a method: ours, and those on which there are rules, by what
   * this gives; others that carry such at once.
   */
  @Nullable AnnotationVisitor reader(
      String descriptor, boolean visible, List<LockSource> found, ClassLoader loader) {
    AnnotationVisitor own = own(descriptor, found, loader);
    if (own != null) {
      return own;
    }
    if (visible) {
      found.addAll(of(descriptor, loader));
    }
    return rules.annotations().isEmpty() ? null : new Repeated(found, loader);
  }

  private @Nullable AnnotationVisitor own(
      String descriptor, List<LockSource> found, ClassLoader loader) {
    return switch (descriptor) {
      case ANNOTATION -> new LockReader(found);
      case CONTAINER -> new ContainerReader(found);
      default -> {
        List<AnnotationRule> ruled = rules.onAnnotation(descriptor);
        yield ruled.isEmpty()
            ? null
            : RuledReader.of(ruled, found, defaults.of(descriptor, loader));
      }
    };
  }

  /** The locks that an annotation type carries, itself or by others that it carries. */
  private List<LockSource> of(String descriptor, ClassLoader loader) {
    List<LockSource> before = known.find(loader, descriptor);
    if (before != null) {
      return before;
    }
    List<LockSource> found = new ArrayList<>(1);
    collect(descriptor, loader, found, new HashSet<>());
    known.put(loader, descriptor, List.copyOf(found));
    return found;
  }

  private void collect(
      String descriptor, ClassLoader loader, List<LockSource> found, Set<String> seen) {
    if (descriptor.startsWith("Ljava/") || !seen.add(descriptor)) {
      return;
    }
    String file = descriptor.substring(1, descriptor.length() - 1) + ".class";
    try (InputStream stream = loader.getResourceAsStream(file)) {
      if (stream != null) {
        List<String> above = new ArrayList<>();
        new ClassReader(stream.readAllBytes())
            .accept(
                new OnType(found, above, loader), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        above.forEach(type -> collect(type, loader, found, seen));
      }
    } catch (IOException | RuntimeException e) {
      // Whether it carries a lock nobody can tell, and most do not.
      rules.ledger().unreadable(file.substring(0, file.length() - 6).replace('/', '.'));
    }
  }

  /** What may hold several annotations on which there are rules, as they do that are repeated. */
  private final class Repeated extends AnnotationVisitor {
    private final List<LockSource> found;
    private final ClassLoader loader;

    Repeated(List<LockSource> found, ClassLoader loader) {
      super(Opcodes.ASM9);
      this.found = found;
      this.loader = loader;
    }

    @Override
    public AnnotationVisitor visitArray(String name) {
      return this;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
      return own(descriptor, found, loader);
    }
  }

  /** Sorts the annotations on an annotation type: ours, and those that may carry it. */
  private final class OnType extends ClassVisitor {
    private final List<LockSource> found;
    private final List<String> above;
    private final ClassLoader loader;

    OnType(List<LockSource> found, List<String> above, ClassLoader loader) {
      super(Opcodes.ASM9);
      this.found = found;
      this.above = above;
      this.loader = loader;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      AnnotationVisitor own = own(descriptor, found, loader);
      if (own == null && visible) {
        above.add(descriptor);
      }
      return own;
    }
  }
}
