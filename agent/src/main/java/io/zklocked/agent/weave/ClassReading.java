package io.zklocked.agent.weave;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods of a class that carry locks. Bridges and synthetic methods carry copies of
 * annotations that stand on others, and are left out. Confined to one thread.
 */
final class ClassReading extends ClassVisitor {

  private final String dispatcher;
  private final Function<String, List<DeclaredLock>> composed;
  private final RecordedNames recorded;
  private final Map<String, AnnotatedMethod> methods = new LinkedHashMap<>();
  private String name = "";
  private int version;

  ClassReading(
      String dispatcher, Function<String, List<DeclaredLock>> composed, RecordedNames recorded) {
    super(Opcodes.ASM9);
    this.recorded = recorded;
    this.dispatcher = dispatcher;
    this.composed = composed;
  }

  /** The methods by name and descriptor. */
  Map<String, AnnotatedMethod> methods() {
    return methods;
  }

  String name() {
    return name;
  }

  /** Whether the class file can hold call sites that are linked at run time. */
  boolean knowsCallSites() {
    return (version & 0xffff) >= Opcodes.V1_7;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    this.version = version;
    this.name = name;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if ((access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) != 0) {
      return null;
    }
    return new MethodReading(
        name,
        access,
        method,
        descriptor,
        dispatcher,
        composed,
        recorded,
        found -> methods.put(method + descriptor, found));
  }
}
