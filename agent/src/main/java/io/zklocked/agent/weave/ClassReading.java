package io.zklocked.agent.weave;

import io.zklocked.agent.weave.DeclaringClass.DeclaredMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.RecordComponentVisitor;
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
  private final List<DeclaredLock> ofClass = new ArrayList<>(0);
  private DeclaringClass type = new DeclaringClass("", 0, null, List.of());
  private int version;
  private boolean covers;

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
    return type.name();
  }

  /** Whether the class carries a lock that is for none of its methods. */
  boolean coversNothing() {
    return !ofClass.isEmpty() && !covers;
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
    boolean isRecord = "java/lang/Record".equals(superName);
    this.type =
        new DeclaringClass(name, access, isRecord ? new ArrayList<>() : null, new ArrayList<>());
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
    return this.type.is(Opcodes.ACC_ANNOTATION)
        ? null // what an annotation carries is for those who carry that
        : ComposedLocks.reader(type, visible, ofClass, composed);
  }

  @Override
  public @Nullable RecordComponentVisitor visitRecordComponent(
      String component, String descriptor, @Nullable String signature) {
    if (type.components() != null) {
      type.components().add(component);
    }
    return null;
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
    type.methods().add(new DeclaredMethod(access, method, descriptor));
    return new MethodReading(
        type, access, method, descriptor, dispatcher, composed, recorded, ofClass, this::found);
  }

  private void found(AnnotatedMethod found, boolean isCovered) {
    covers |= isCovered;
    if (!found.locks().isEmpty()) {
      methods.put(found.name() + found.descriptor(), found);
    }
  }
}
