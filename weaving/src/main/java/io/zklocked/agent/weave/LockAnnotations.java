package io.zklocked.agent.weave;

import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import org.jspecify.annotations.Nullable;

/** Reads annotations that may declare locks. */
@FunctionalInterface
interface LockAnnotations {

  /**
   * Reads one.
   *
   * @param descriptor its type
   * @param visible whether it is there at run time
   * @param found takes the locks
   * @return what is to be shown its attributes; null if nobody needs them
   */
  @Nullable AnnotationVisitor reader(String descriptor, boolean visible, List<LockSource> found);
}
