package io.zklocked.agent.weave;

import io.zklocked.catalogue.LockCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The names of parameters for class files that do not tell: as the compile-time checker recorded
 * them, or as the file says that lies on the class path. That of a class which is loaded already
 * comes from the JVM, and up to JDK 20 without them. Immutable.
 *
 * @param loader where records and files are found
 */
record RecordedNames(ClassLoader loader) {

  /**
   * The names of a method's parameters.
   *
   * @param owner the internal name of its class
   * @param method its name and descriptor
   * @return the names, or an empty list where nothing is recorded
   * @throws UncheckedIOException if the record cannot be read
   */
  List<String> of(String owner, String method) {
    try {
      LockCatalogue catalogue = LockCatalogue.of(loader, owner.replace('/', '.'));
      List<String> names = catalogue == null ? List.of() : catalogue.parameterNames(method);
      return names.isEmpty() ? ofFile(owner, method) : names;
    } catch (IOException e) {
      throw new UncheckedIOException("the recorded locks of " + owner + " cannot be read", e);
    }
  }

  private List<String> ofFile(String owner, String method) throws IOException {
    List<String> names = new ArrayList<>();
    try (InputStream stream = loader.getResourceAsStream(owner + ".class")) {
      if (stream != null) {
        new ClassReader(stream.readAllBytes())
            .accept(new NamesOf(method, names), ClassReader.SKIP_CODE);
      }
    }
    return names.contains("") ? List.of() : names;
  }

  /** Finds the names of one method; an empty one where the file has none. */
  private static final class NamesOf extends ClassVisitor {

    private final String method;
    private final List<String> names;

    NamesOf(String method, List<String> names) {
      super(Opcodes.ASM9);
      this.method = method;
      this.names = names;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (!method.equals(name + descriptor)) {
        return null;
      }
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitParameter(@Nullable String parameter, int flags) {
          names.add(parameter == null ? "" : parameter);
        }
      };
    }
  }
}
