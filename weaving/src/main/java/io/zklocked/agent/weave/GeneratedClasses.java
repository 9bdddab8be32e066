package io.zklocked.agent.weave;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Knows classes that frameworks generate as subclasses of the application's: by their names, and by
 * what a name alone cannot feign, that nothing in them comes from a line of a source. Confined to
 * one thread.
 */
final class GeneratedClasses extends ClassVisitor {

  private static final String[] MARKS = {
    "$$EnhancerBy",
    "$$FastClassBy",
    "$$SpringCGLIB$$",
    "$$EnhancerByGuice$$",
    "$$_WeldSubclass",
    "$Proxy$_$$_Weld",
    "_$$_jvst",
    "_$$_javassist",
    "$HibernateProxy$",
    "$ByteBuddy$",
    "$MockitoMock$",
  };

  /** Those of Quarkus. */
  private static final String[] ENDS = {"_Subclass", "_ClientProxy"};

  private final Set<String> calls = new HashSet<>();
  private final Set<String> above = new HashSet<>();
  private boolean hasLines;

  private GeneratedClasses() {
    super(Opcodes.ASM9);
  }

  /**
   * The methods of the types above it that a generated class calls.
   *
   * @return their names and descriptors; empty if the class is not a generated one
   */
  static Set<String> callsOf(ClassReader file) {
    if (!isMarked(file.getClassName())) {
      return Set.of();
    }
    GeneratedClasses reading = new GeneratedClasses();
    file.accept(reading, ClassReader.SKIP_FRAMES);
    return reading.hasLines ? Set.of() : reading.calls;
  }

  private static boolean isMarked(String internalName) {
    for (String mark : MARKS) {
      if (internalName.contains(mark)) {
        return true;
      }
    }
    for (String end : ENDS) {
      if (internalName.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    if (superName != null) {
      above.add(superName);
    }
    if (interfaces != null) {
      above.addAll(List.of(interfaces));
    }
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitLineNumber(int line, Label start) {
        hasLines = true;
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String called, String type, boolean isInterface) {
        add(owner, called, type);
      }

      @Override
      public void visitInvokeDynamicInsn(
          String site, String type, Handle bootstrap, Object... arguments) {
        for (Object argument : arguments) {
          if (argument instanceof Handle handle) {
            add(handle.getOwner(), handle.getName(), handle.getDesc());
          }
        }
      }
    };
  }

  /** Calls of what is above it; where it calls something else of that name, it is woven. */
  private void add(String owner, String called, String type) {
    if (above.contains(owner)) {
      calls.add(called + type);
    }
  }
}
