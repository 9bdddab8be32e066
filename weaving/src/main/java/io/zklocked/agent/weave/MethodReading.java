package io.zklocked.agent.weave;

import io.zklocked.rules.ClassLocks;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Reads what must be known of a method before it is woven. Confined to one thread. */
final class MethodReading extends MethodVisitor {

  private static final String PARAMETER = "Lio/zklocked/LockParam;";
  private static final String TOKEN = "Lio/zklocked/FencingToken;";

  private final DeclaringClass declaring;
  private final int access;
  private final String name;
  private final String descriptor;
  private final String dispatcher;
  private final LockAnnotations annotations;
  private final List<LockSource> ruled;
  private final RecordedNames recorded;
  private final List<LockSource> ofClass;
  private final Found found;

  private final List<LockSource> locks = new ArrayList<>(1);
  private final @Nullable String[] given;
  private final @Nullable String[] declared;
  private final @Nullable String[] local;
  private final List<Integer> tokens = new ArrayList<>(1);
  private int position;
  private @Nullable Label start;
  private boolean began;
  private int firstLine;
  private int maxLocals;
  private boolean woven;

  MethodReading(
      DeclaringClass declaring,
      int access,
      String name,
      String descriptor,
      String dispatcher,
      LockAnnotations annotations,
      List<LockSource> ruled,
      RecordedNames recorded,
      List<LockSource> ofClass,
      Found found) {
    super(Opcodes.ASM9);
    this.declaring = declaring;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
    this.dispatcher = dispatcher;
    this.annotations = annotations;
    this.ruled = ruled;
    this.recorded = recorded;
    this.ofClass = ofClass;
    this.found = found;
    int parameters = Type.getArgumentTypes(descriptor).length;
    this.given = new String[parameters];
    this.declared = new String[parameters];
    this.local = new String[parameters];
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
    return annotations.reader(type, visible, locks);
  }

  @Override
  public void visitParameter(@Nullable String parameter, int flags) {
    if (position < declared.length) {
      declared[position++] = parameter;
    }
  }

  @Override
  public @Nullable AnnotationVisitor visitParameterAnnotation(
      int parameter, String type, boolean visible) {
    if (type.equals(TOKEN)) {
      tokens.add(parameter);
    }
    if (!type.equals(PARAMETER) || parameter >= given.length) {
      return null;
    }
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(String attribute, Object value) {
        given[parameter] = String.valueOf(value);
      }
    };
  }

  @Override
  public void visitLabel(Label label) {
    if (!began) {
      began = true;
      start = label;
    }
  }

  @Override
  public void visitLineNumber(int line, Label label) {
    if (firstLine == 0) {
      firstLine = line;
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String site, String type, Handle bootstrap, Object... arguments) {
    String owner = bootstrap.getOwner();
    woven |= owner.equals(dispatcher) || owner.equals(Weaver.DISPATCHER_OF_BUILDS);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String called, String type, boolean isInterface) {
    woven |= owner.equals(dispatcher) || owner.equals(Weaver.DISPATCHER_OF_BUILDS);
  }

  @Override
  public void visitLocalVariable(
      String variable, String type, @Nullable String signature, Label from, Label to, int slot) {
    if (from != start) {
      return;
    }
    Type[] types = Type.getArgumentTypes(descriptor);
    int at = (access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    for (int i = 0; i < types.length; i++) {
      if (at == slot && types[i].getDescriptor().equals(type)) {
        local[i] = variable;
      }
      at += types[i].getSize();
    }
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    maxLocals = locals;
  }

  @Override
  public void visitEnd() {
    if (locks.isEmpty() && ofClass.isEmpty() && ruled.isEmpty()) {
      return;
    }
    boolean isCovered =
        !ofClass.isEmpty()
            && ClassLocks.cover(
                declaring.made(), (access & Opcodes.ACC_PUBLIC) != 0, method(locks).sight());
    List<LockSource> all = new ArrayList<>(locks.isEmpty() && isCovered ? ofClass : locks);
    all.addAll(ruled);
    found.accept(method(all), all, isCovered);
  }

  private AnnotatedMethod method(List<LockSource> carried) {
    List<@Nullable String> names = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      String known = declared[i] != null ? declared[i] : local[i];
      names.add(given[i] != null ? given[i] : known);
    }
    if (names.contains(null) && !carried.isEmpty()) {
      fill(names, recorded.of(declaring.name(), name + descriptor));
    }
    return new AnnotatedMethod(
        declaring,
        access,
        name,
        descriptor,
        declared(carried, names),
        names,
        tokens,
        maxLocals,
        firstLine,
        woven);
  }

  /** What two of them say alike counts once. */
  private List<DeclaredLock> declared(List<LockSource> carried, List<@Nullable String> names) {
    List<DeclaredLock> found = new ArrayList<>(carried.size());
    for (LockSource source : carried) {
      boolean isRule = source instanceof RuledLock;
      DeclaredLock lock =
          source instanceof RuledLock ruled && names.contains("method")
              ? ruled.lockBesideParameter(declaring.name(), name, names.indexOf("method"))
              : source.lock(declaring.name(), name);
      if (!isRule || found.stream().noneMatch(each -> each.woven().equals(lock.woven()))) {
        found.add(lock);
      }
    }
    return found;
  }

  private static void fill(List<@Nullable String> names, List<String> recorded) {
    for (int i = 0; i < names.size() && names.size() == recorded.size(); i++) {
      if (names.get(i) == null) {
        names.set(i, recorded.get(i));
      }
    }
  }

  /** Takes a method, where its locks come from, and whether a lock of its class is for it. */
  @FunctionalInterface
  interface Found {
    void accept(AnnotatedMethod method, List<LockSource> sources, boolean isCovered);
  }
}
