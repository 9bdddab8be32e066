package io.zklocked.agent.weave;

import io.zklocked.OnBusy;
import io.zklocked.rules.LockAttributes;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Reads one annotation of ours from a class file. Confined to one thread. */
final class LockReader extends AnnotationVisitor {

  private final List<DeclaredLock> found;
  private String template = "";
  private String waitTime = "";
  private OnBusy onBusy = OnBusy.THROW;
  private @Nullable String unknown;

  LockReader(List<DeclaredLock> found) {
    super(Opcodes.ASM9);
    this.found = found;
  }

  @Override
  public void visit(String name, Object value) {
    if (name.equals("value") && value instanceof String text) {
      template = text;
    } else if (name.equals("waitTime") && value instanceof String text) {
      waitTime = text;
    } else {
      unknown = name;
    }
  }

  @Override
  public void visitEnum(String name, String descriptor, String value) {
    if (name.equals("onBusy") && value.equals("SKIP")) {
      onBusy = OnBusy.SKIP;
    } else if (!name.equals("onBusy") || !value.equals("THROW")) {
      unknown = name;
    }
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
    found.add(new DeclaredLock(new LockAttributes(template, waitTime, onBusy), unknown));
  }
}
