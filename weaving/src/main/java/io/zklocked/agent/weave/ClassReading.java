package io.zklocked.agent.weave;

import io.zklocked.agent.rule.RuleBook;
import io.zklocked.agent.rule.TypeHeader;
import io.zklocked.agent.weave.DeclaringClass.DeclaredMethod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final LockAnnotations annotations;
  private final RuleBook rules;
  private final ClassLoader loader;
  private final RecordedNames recorded;
  private final Map<String, AnnotatedMethod> methods = new LinkedHashMap<>();
  private final List<LockSource> ofClass = new ArrayList<>(0);
  private final List<String> above = new ArrayList<>(1);
  private final Set<String> bridges = new HashSet<>(0);
  private DeclaringClass type = new DeclaringClass("", 0, null, List.of());
  private int version;
  private boolean covers;
  private RuledMethods ruled = new RuledMethods(List.of());

  ClassReading(String dispatcher, LockAnnotations annotations, RuleBook rules, ClassLoader loader) {
    super(Opcodes.ASM9);
    this.recorded = new RecordedNames(loader);
    this.dispatcher = dispatcher;
    this.annotations = annotations;
    this.rules = rules;
    this.loader = loader;
  }

  /** The methods by name and descriptor. */
  Map<String, AnnotatedMethod> methods() {
    return methods;
  }

  String name() {
    return type.name();
  }

  /** The types right above it: first its superclass, whose methods win. */
  List<String> above() {
    return above;
  }

  /** Its bridges and synthetic methods, by name and descriptor. */
  Set<String> bridges() {
    return bridges;
  }

  /** Whether it declares a method of that name and descriptor, locked or not. */
  boolean declares(String method) {
    return bridges.contains(method)
        || type.methods().stream().anyMatch(each -> method.equals(each.name() + each.descriptor()));
  }

  /** What is wrong with rules on the methods of this class, for people. */
  List<String> problems() {
    return type.is(Opcodes.ACC_ANNOTATION) ? List.of() : ruled.problems();
  }

  /** Whether the class carries a lock that is for none of its methods. */
  boolean coversNothing() {
    return !ofClass.isEmpty() && !covers;
  }

  /** That of the class file, as it begins. */
  int version() {
    return version;
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
    List<String> implemented = interfaces == null ? List.of() : List.of(interfaces);
    if (superName != null) {
      above.add(superName);
    }
    above.addAll(implemented);
    this.ruled =
        new RuledMethods(rules.onMethodsOf(new TypeHeader(name, superName, implemented), loader));
    boolean isRecord = "java/lang/Record".equals(superName);
    this.type =
        new DeclaringClass(name, access, isRecord ? new ArrayList<>() : null, new ArrayList<>());
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
    return this.type.is(Opcodes.ACC_ANNOTATION)
        ? null // what an annotation carries is for those who carry that
        : annotations.reader(type, visible, ofClass);
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
      bridges.add(method + descriptor);
    }
    if ((access & Opcodes.ACC_BRIDGE) != 0) {
      return null;
    }
    type.methods().add(new DeclaredMethod(access, method, descriptor));
    return new MethodReading(
        type,
        access,
        method,
        descriptor,
        dispatcher,
        annotations,
        ruled.of(access, method, descriptor),
        recorded,
        ofClass,
        this::found);
  }

  /**
   * Leaves out what a framework has copied from methods that are locked themselves, and which it
   * calls; gives names to parameters that only have them there.
   *
   * @param calls the methods of other classes that it calls, if it is a generated class
   * @param overridden what its methods override
   */
  void reduce(Set<String> calls, Overridden overridden) {
    methods
        .values()
        .removeIf(
            each ->
                calls.contains(each.name() + each.descriptor()) && overridden.isLockedAlike(each));
    methods.replaceAll((any, each) -> overridden.named(each));
  }

  private void found(AnnotatedMethod found, List<LockSource> sources, boolean isCovered) {
    covers |= isCovered;
    if (!found.locks().isEmpty()) {
      AnnotatedMethod method = found.set(rules.rules());
      methods.put(method.name() + method.descriptor(), method);
      RuledMethods.tell(rules.ledger(), method, sources);
    }
  }
}
