package io.zklocked.agent.weave;

import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Sites as {@code invokedynamic}, which the dispatcher links once each. Immutable. */
final class LinkedSites implements SiteWriter {

  private static final String BOOTSTRAP =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;";

  private final Handle bootstrap;
  private final String owner;

  LinkedSites(String dispatcher, String owner) {
    this.bootstrap = new Handle(Opcodes.H_INVOKESTATIC, dispatcher, "link", BOOTSTRAP, false);
    this.owner = owner;
  }

  @Override
  public void write(MethodVisitor code, String name, String type, Object... facts) {
    code.visitInvokeDynamicInsn(name, type, bootstrap, facts);
  }

  @Override
  public void owner(MethodVisitor code) {
    code.visitLdcInsn(Type.getObjectType(owner));
  }

  @Override
  public int room() {
    return 0;
  }
}
