package io.zklocked.woven;

import io.zklocked.agent.weave.Weaver;
import io.zklocked.agent.weave.WovenClass;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Puts the weaver at the end of what a build does to a class: it weaves the class file that the
 * others have made. Immutable.
 */
final class WovenFile implements AsmVisitorWrapper {

  private final Weaver weaver;
  private final ClassLoader loader;

  WovenFile(Weaver weaver, ClassLoader loader) {
    this.weaver = weaver;
    this.loader = loader;
  }

  @Override
  public int mergeWriter(int flags) {
    return flags;
  }

  @Override
  public int mergeReader(int flags) {
    return flags;
  }

  @Override
  public ClassVisitor wrap(
      TypeDescription type,
      ClassVisitor next,
      Implementation.Context context,
      TypePool pool,
      FieldList<FieldDescription.InDefinedShape> fields,
      MethodList<?> methods,
      int writerFlags,
      int readerFlags) {
    ClassWriter made = new ClassWriter(0);
    return new ClassVisitor(Opcodes.ASM9, made) {
      @Override
      public void visitEnd() {
        super.visitEnd();
        byte[] file = made.toByteArray();
        WovenClass woven = weaver.weave(file, loader, false);
        byte @Nullable [] result = woven == null ? null : woven.file();
        new ClassReader(result == null ? file : result).accept(next, readerFlags);
      }
    };
  }
}
