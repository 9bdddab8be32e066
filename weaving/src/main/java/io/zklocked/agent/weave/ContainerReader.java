package io.zklocked.agent.weave;

import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Reads what holds several annotations of ours. Confined to one thread. */
final class ContainerReader extends AnnotationVisitor {

  private final List<LockSource> found;

  ContainerReader(List<LockSource> found) {
    super(Opcodes.ASM9);
    this.found = found;
  }

  /** Its one attribute; what is in it has no names. */
  @Override
  public AnnotationVisitor visitArray(String name) {
    return this;
  }

  @Override
  public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
    return new LockReader(found);
  }
}
