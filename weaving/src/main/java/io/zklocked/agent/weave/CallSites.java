package io.zklocked.agent.weave;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.key.KeyTemplate;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes the call sites of one method, whatever they are in its class file. The names of the sites
 * and their arguments are a contract with {@code link.Linkage}. Immutable.
 */
final class CallSites {

  private static final String OBJECT = "Ljava/lang/Object;";

  private final SiteWriter sites;
  private final AnnotatedMethod method;

  CallSites(SiteWriter sites, AnnotatedMethod method) {
    this.sites = sites;
    this.method = method;
  }

  /** How much of the stack each takes beside what it is given. */
  int room() {
    return sites.room();
  }

  /** Leaves the class whose method this is on the stack. */
  void owner(MethodVisitor code) {
    sites.owner(code);
  }

  /** Loads what the key needs, enters, and leaves what that gave on the stack. */
  int enter(MethodVisitor code, List<Integer> subjects) {
    StringBuilder types = new StringBuilder("(");
    int size = 0;
    for (int subject : subjects) {
      Type type = type(subject);
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot(subject));
      types.append(type.getDescriptor());
      size += type.getSize();
    }
    sites.write(code, "enter", types.append(')').append(OBJECT).toString(), facts());
    return size;
  }

  /** With what was entered on the stack: fills a parameter in with its fencing token. */
  void fillIn(MethodVisitor code, int parameter) {
    sites.write(code, "token", "(" + OBJECT + ")J");
    code.visitVarInsn(Opcodes.LSTORE, slot(parameter));
  }

  /** With the result and what was entered on the stack: leaves, and gives the result back. */
  void exit(MethodVisitor code) {
    String result = method.returnType().getDescriptor();
    String taken = result.equals("V") ? "" : result;
    sites.write(code, "exit", "(" + taken + OBJECT + ")" + result);
  }

  /** With what the body threw and what was entered on the stack: leaves. */
  void fail(MethodVisitor code) {
    sites.write(code, "fail", "(Ljava/lang/Throwable;" + OBJECT + ")V");
  }

  /** Gives what a call returns whose body is skipped. */
  void skipped(MethodVisitor code) {
    sites.write(code, "skipped", "()" + method.returnType().getDescriptor(), facts());
  }

  /** With what says that the lock is busy on the stack: leaves it as the application's own. */
  void busy(MethodVisitor code) {
    sites.write(code, "busy", "(" + OBJECT + ")Ljava/lang/Throwable;");
  }

  /**
   * Loads all that the call has, and leaves on the stack what it returns; null if its body is to
   * run.
   *
   * @return how many slots that takes
   */
  int defer(MethodVisitor code) {
    StringBuilder types = new StringBuilder("(");
    int size = 0;
    int first = method.isStatic() ? 0 : KeyTemplate.THIS;
    for (int i = first; i < Type.getArgumentTypes(method.descriptor()).length; i++) {
      Type type = type(i);
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot(i));
      types.append(type.getDescriptor());
      size += type.getSize();
    }
    String result = method.returnType().getDescriptor();
    sites.write(code, "defer", types.append(')') + result, facts());
    return size;
  }

  /** Throws; the exception that is left on the stack is for the verifier alone. */
  void refused(MethodVisitor code, Refusal refusal) {
    sites.write(
        code,
        "refused",
        "()Ljava/lang/Throwable;",
        refusal.kind().name(),
        method.shown() + ": " + refusal.message());
  }

  /** What tells the dispatcher of the method and its locks. */
  Object[] facts() {
    StringBuilder names = new StringBuilder();
    for (@Nullable String name : method.parameterNames()) {
      names.append(name == null ? "" : name).append(';');
    }
    List<Object> facts = new ArrayList<>();
    facts.add(method.name());
    facts.add(method.descriptor());
    facts.add(method.isStatic() ? 1 : 0);
    facts.add(names.toString());
    for (DeclaredLock declared : method.locks()) {
      LockAttributes lock = declared.woven();
      facts.add(lock.given().size());
      lock.given()
          .forEach(
              (name, value) -> {
                facts.add(name);
                facts.add(value);
              });
    }
    return facts.toArray();
  }

  private Type type(int subject) {
    return subject == KeyTemplate.THIS
        ? Type.getObjectType(method.owner())
        : Type.getArgumentTypes(method.descriptor())[subject];
  }

  private int slot(int subject) {
    int slot = method.isStatic() ? 0 : 1;
    if (subject == KeyTemplate.THIS) {
      return 0;
    }
    Type[] types = Type.getArgumentTypes(method.descriptor());
    for (int i = 0; i < subject; i++) {
      slot += types[i].getSize();
    }
    return slot;
  }
}
