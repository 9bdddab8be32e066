package io.zklocked.agent.weave;

import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** A class of Spring that is woven so that locks lie around its transactions. */
enum SpringClass {
  /** Opens a transaction around a call: here the lock is taken before it. */
  INTERCEPTOR(
      "org/springframework/transaction/interceptor/TransactionInterceptor",
      "invoke",
      "(Lorg/aopalliance/intercept/MethodInvocation;)Ljava/lang/Object;") {
    @Override
    MethodVisitor weave(MethodVisitor next, SiteWriter site) {
      return new AroundBody(
          next, site, internalName(), "org/aopalliance/intercept/MethodInvocation");
    }
  },

  /** Opens every transaction: here those are noticed that begin under a lock. */
  TRANSACTIONS(
      "org/springframework/transaction/support/AbstractPlatformTransactionManager",
      "prepareSynchronization",
      "(Lorg/springframework/transaction/support/DefaultTransactionStatus;"
          + "Lorg/springframework/transaction/TransactionDefinition;)V") {
    @Override
    MethodVisitor weave(MethodVisitor next, SiteWriter site) {
      return new AfterBody(next, site);
    }
  };

  /** Where a class file says of which version it is. */
  private static final int VERSION = 4;

  private final String internalName;
  private final String method;
  private final String descriptor;

  SpringClass(String internalName, String method, String descriptor) {
    this.internalName = internalName;
    this.method = method;
    this.descriptor = descriptor;
  }

  static @Nullable SpringClass of(String internalName) {
    for (SpringClass each : values()) {
      if (each.internalName.equals(internalName)) {
        return each;
      }
    }
    return null;
  }

  String internalName() {
    return internalName;
  }

  /** Puts the call sites into a method. */
  abstract MethodVisitor weave(MethodVisitor next, SiteWriter site);

  /** The woven class; null if it is woven already. */
  @Nullable WovenClass weave(ClassReader reader, String dispatcher) {
    Reading reading = new Reading(dispatcher);
    reader.accept(reading, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
    if (reading.woven) {
      return null;
    }
    String name = internalName.replace('/', '.');
    if (!reading.found) {
      return WovenClass.untouched(name, List.of(missing(name)));
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    int version = reader.readInt(VERSION);
    SiteWriter site = SiteWriter.of(dispatcher, version, internalName);
    reader.accept(
        new Writing(FramelessMethods.before(writer, version), site), ClassReader.EXPAND_FRAMES);
    return new WovenClass(
        name, writer.toByteArray(), List.of(name + "#" + method), List.of(), List.of(), Map.of());
  }

  private String missing(String name) {
    return name
        + " has no method "
        + method
        + descriptor
        + ": this version of Spring is not known, and LOCKS ARE RELEASED BEFORE THE COMMIT of its"
        + " transactions";
  }

  private boolean is(String name, String type) {
    return name.equals(method) && type.equals(descriptor);
  }

  /** Finds the method. */
  private final class Reading extends ClassVisitor {

    private final String dispatcher;
    private boolean found;
    private boolean woven;

    Reading(String dispatcher) {
      super(Opcodes.ASM9);
      this.dispatcher = dispatcher;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String type,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (!is(name, type)) {
        return null;
      }
      found = true;
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String site, String siteType, Handle bootstrap, Object... arguments) {
          woven |= bootstrap.getOwner().equals(dispatcher);
        }

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String calledType, boolean isInterface) {
          woven |= owner.equals(dispatcher);
        }
      };
    }
  }

  /** Weaves the method. */
  private final class Writing extends ClassVisitor {

    private final SiteWriter site;

    Writing(ClassVisitor next, SiteWriter site) {
      super(Opcodes.ASM9, next);
      this.site = site;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String type,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
      return is(name, type) ? SpringClass.this.weave(next, site) : next;
    }
  }
}
