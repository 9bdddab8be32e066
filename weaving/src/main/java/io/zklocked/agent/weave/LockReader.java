package io.zklocked.agent.weave;

import io.zklocked.rules.LockAttributes;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Reads one annotation of ours from a class file. Confined to one thread. */
final class LockReader extends AnnotationVisitor {

  private final List<LockSource> found;
  private LockAttributes attributes = LockAttributes.DEFAULT;
  private @Nullable String unknown;

  LockReader(List<LockSource> found) {
    super(Opcodes.ASM9);
    this.found = found;
  }

  @Override
  public void visit(String name, Object value) {
    LockAttributes read = attributes.with(name, value);
    if (read == null) {
      unknown = name;
    } else {
      attributes = read;
    }
  }

  @Override
  public void visitEnum(String name, String descriptor, String value) {
    visit(name, value);
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String name, String descriptor) {
    unknown = name;
    return null;
  }

  @Override
  public @Nullable AnnotationVisitor visitArray(String name) {
    unknown = name;
    return null;
  }

  @Override
  public void visitEnd() {
    found.add(
        unknown == null
            ? DeclaredLock.of(attributes, DeclaredLock.ANNOTATION)
            : DeclaredLock.refused(
                "this version of the agent does not know what "
                    + unknown
                    + " of its @ZkLocked says; use the agent of the annotations' version",
                DeclaredLock.ANNOTATION));
  }
}
