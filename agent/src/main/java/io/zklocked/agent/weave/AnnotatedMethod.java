package io.zklocked.agent.weave;

import io.zklocked.OnBusy;
import io.zklocked.rules.LockAttributes;
import io.zklocked.rules.MethodSight;
import io.zklocked.rules.TypeSight;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * A method that carries locks, as its class file shows it. Immutable.
 *
 * @param owner the internal name of its class
 * @param access its flags
 * @param name its name
 * @param descriptor its types
 * @param locks what its annotations declare
 * @param parameterNames null where unknown
 * @param maxLocals the slots of its frame
 * @param firstLine the first line of its body; 0 if unknown
 * @param woven whether it calls the dispatcher already
 */
record AnnotatedMethod(
    String owner,
    int access,
    String name,
    String descriptor,
    List<DeclaredLock> locks,
    List<@Nullable String> parameterNames,
    int maxLocals,
    int firstLine,
    boolean woven) {

  boolean is(int flag) {
    return (access & flag) != 0;
  }

  boolean isStatic() {
    return is(Opcodes.ACC_STATIC);
  }

  Type returnType() {
    return Type.getReturnType(descriptor);
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

  /** The method as rules look at it. */
  MethodSight sight() {
    MethodSight.Form form = MethodSight.Form.BODY;
    if (name.startsWith("<")) {
      form = MethodSight.Form.CONSTRUCTOR;
    } else if (is(Opcodes.ACC_NATIVE)) {
      form = MethodSight.Form.NATIVE;
    } else if (is(Opcodes.ACC_ABSTRACT)) {
      form = MethodSight.Form.ABSTRACT;
    }
    List<TypeSight> parameters = new ArrayList<>();
    for (Type type : Type.getArgumentTypes(descriptor)) {
      parameters.add(new DescribedType(type));
    }
    return new MethodSight(
        form,
        new DescribedType(Type.getObjectType(owner)),
        name,
        isStatic(),
        new DescribedType(returnType()),
        parameters,
        parameterNames);
  }

  /** Class and method, for people. */
  String shown() {
    StringBuilder text = new StringBuilder(owner.replace('/', '.')).append('#').append(name);
    String separator = "(";
    for (Type type : Type.getArgumentTypes(descriptor)) {
      String full = type.getClassName();
      text.append(separator).append(full.substring(full.lastIndexOf('.') + 1));
      separator = ",";
    }
    return text.append(separator.equals("(") ? "()" : ")").toString();
  }
}
