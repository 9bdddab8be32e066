package io.zklocked.agent.weave;

import io.zklocked.agent.rule.PerLoader;
import io.zklocked.runtime.rule.LockText;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * What the types of annotations say where their uses do not. They are read as resources, never
 * loaded, and remembered for each loader as long as it lives; of one that cannot be read nothing is
 * known. Thread-safe.
 */
final class AnnotationDefaults {

  private final PerLoader<Map<String, Object>> known = new PerLoader<>();

  /** The values by attribute, each under a name that no attribute has. */
  Map<String, Object> of(String descriptor, ClassLoader loader) {
    Map<String, Object> before = known.find(loader, descriptor);
    if (before != null) {
      return before;
    }
    Map<String, Object> read = read(descriptor, loader);
    known.put(loader, descriptor, read);
    return read;
  }

  private static Map<String, Object> read(String descriptor, ClassLoader loader) {
    Map<String, Object> values = new HashMap<>();
    String file = descriptor.substring(1, descriptor.length() - 1) + ".class";
    try (InputStream stream = loader.getResourceAsStream(file)) {
      if (stream != null) {
        new ClassReader(stream.readAllBytes())
            .accept(new OfType(values), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      }
      return values;
    } catch (IOException | RuntimeException e) {
      return Map.of();
    }
  }

  /** Collects them. */
  private static final class OfType extends ClassVisitor {
    private final Map<String, Object> values;

    OfType(Map<String, Object> values) {
      super(Opcodes.ASM9);
      this.values = values;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String attribute,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public AnnotationVisitor visitAnnotationDefault() {
          return new ValueReader((none, value) -> values.put(LockText.defaultOf(attribute), value));
        }
      };
    }
  }
}
