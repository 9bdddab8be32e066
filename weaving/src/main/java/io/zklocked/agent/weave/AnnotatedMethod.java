package io.zklocked.agent.weave;

import io.zklocked.OnBusy;
import io.zklocked.agent.weave.DeclaringClass.DeclaredMethod;
import io.zklocked.rules.LockAttributes;
import io.zklocked.rules.LockRules;
import io.zklocked.rules.MethodSight;
import io.zklocked.rules.TypeSight;
import io.zklocked.runtime.rule.RulesFile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * A method that carries locks, as its class file shows it. Immutable.
 *
 * @param declaring its class
 * @param access its flags
 * @param name its name
 * @param descriptor its types
 * @param locks what its annotations declare
 * @param parameterNames null where unknown
 * @param tokens the positions of those to be filled in with the fencing token
 * @param maxLocals the slots of its frame
 * @param firstLine the first line of its body; 0 if unknown
 * @param woven whether it calls the dispatcher already
 */
record AnnotatedMethod(
    DeclaringClass declaring,
    int access,
    String name,
    String descriptor,
    List<DeclaredLock> locks,
    List<@Nullable String> parameterNames,
    List<Integer> tokens,
    int maxLocals,
    int firstLine,
    boolean woven) {

  /** The internal name of its class. */
  String owner() {
    return declaring.name();
  }

  boolean is(int flag) {
    return (access & flag) != 0;
  }

  boolean isStatic() {
    return is(Opcodes.ACC_STATIC);
  }

  Type returnType() {
    return Type.getReturnType(descriptor);
  }

  /** What lies in its frame when it begins, as frames describe it. */
  List<@Nullable Object> locals() {
    List<@Nullable Object> locals = new ArrayList<>();
    if (!isStatic()) {
      locals.add(owner());
    }
    for (Type type : Type.getArgumentTypes(descriptor)) {
      locals.add(
          switch (type.getSort()) {
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.ARRAY, Type.OBJECT -> type.getInternalName();
            default -> Opcodes.INTEGER;
          });
    }
    return locals;
  }

  /** The same with the names of its parameters. */
  AnnotatedMethod withNames(List<@Nullable String> names) {
    return new AnnotatedMethod(
        declaring, access, name, descriptor, locks, names, tokens, maxLocals, firstLine, woven);
  }

  /** Whether each subscription to its result is locked, and not its call. */
  boolean isDeferred() {
    return LockRules.isDeferred(new DescribedType(returnType()));
  }

  /** The same with what is set of its locks from outside. */
  AnnotatedMethod set(RulesFile rules) {
    List<DeclaredLock> set = new ArrayList<>(locks.size());
    for (DeclaredLock lock : locks) {
      set.add(lock.set(rules));
    }
    return new AnnotatedMethod(
        declaring,
        access,
        name,
        descriptor,
        set,
        parameterNames,
        tokens,
        maxLocals,
        firstLine,
        woven);
  }

  /** The rules that declare its locks, for people; empty where annotations alone do. */
  String origins() {
    Set<String> rules = new LinkedHashSet<>();
    for (DeclaredLock lock : locks) {
      if (!lock.origin().equals(DeclaredLock.ANNOTATION)) {
        rules.add(lock.origin());
      }
    }
    return String.join(", ", rules);
  }

  /** What its locks say. */
  List<LockAttributes> attributes() {
    List<LockAttributes> attributes = new ArrayList<>(locks.size());
    for (DeclaredLock lock : locks) {
      attributes.add(lock.attributes());
    }
    return attributes;
  }

  /** Whether its body is skipped when a lock is busy, of which its locks say the same. */
  boolean isSkipped() {
    return locks.get(0).attributes().onBusy() == OnBusy.SKIP;
  }

  /** The name of the method that is called instead when a lock is busy; empty for none. */
  String fallback() {
    return LockAttributes.together(attributes(), LockAttributes::fallback);
  }

  /** The method as rules look at it. */
  MethodSight sight() {
    return sight(new DeclaredMethod(access, name, descriptor), parameterNames, tokens);
  }

  private MethodSight sight(
      DeclaredMethod method, List<@Nullable String> names, List<Integer> marked) {
    List<TypeSight> parameters = new ArrayList<>();
    for (Type type : Type.getArgumentTypes(method.descriptor())) {
      parameters.add(new DescribedType(type));
    }
    return new MethodSight(
        form(method),
        new DescribedType(Type.getObjectType(owner())),
        method.name(),
        method.is(Opcodes.ACC_STATIC),
        new DescribedType(Type.getReturnType(method.descriptor())),
        parameters,
        names,
        marked,
        List.of(),
        this::siblings);
  }

  private List<MethodSight> siblings(String wanted) {
    List<MethodSight> found = new ArrayList<>();
    for (DeclaredMethod each : declaring.methods()) {
      if (each.name().equals(wanted)) {
        found.add(sight(each, List.of(), List.of()));
      }
    }
    return found;
  }

  private static MethodSight.Form form(DeclaredMethod method) {
    if (method.name().startsWith("<")) {
      return MethodSight.Form.CONSTRUCTOR;
    }
    if (method.is(Opcodes.ACC_NATIVE)) {
      return MethodSight.Form.NATIVE;
    }
    return method.is(Opcodes.ACC_ABSTRACT) ? MethodSight.Form.ABSTRACT : MethodSight.Form.BODY;
  }

  /** Class and method, for people. */
  String shown() {
    StringBuilder text = new StringBuilder(owner().replace('/', '.')).append('#').append(name);
    String separator = "(";
    for (Type type : Type.getArgumentTypes(descriptor)) {
      String full = type.getClassName();
      text.append(separator).append(full.substring(full.lastIndexOf('.') + 1));
      separator = ",";
    }
    return text.append(separator.equals("(") ? "()" : ")").toString();
  }
}
