package io.zklocked.agent.weave;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of an annotation: boxes, texts, names of constants and of classes, and lists of
 * these. Annotations within it are passed over. Confined to one thread.
 */
class ValueReader extends AnnotationVisitor {

  private final BiConsumer<String, Object> values;

  ValueReader(BiConsumer<String, Object> values) {
    super(Opcodes.ASM9);
    this.values = values;
  }

  @Override
  public void visit(@Nullable String name, Object value) {
    values.accept(String.valueOf(name), read(value));
  }

  @Override
  public void visitEnum(@Nullable String name, String descriptor, String value) {
    values.accept(String.valueOf(name), value);
  }

  @Override
  public AnnotationVisitor visitArray(@Nullable String name) {
    List<Object> several = new ArrayList<>();
    values.accept(String.valueOf(name), several);
    return new ValueReader((none, value) -> several.add(value));
  }

  private static Object read(Object value) {
    if (value instanceof Type type) {
      return type.getClassName();
    }
    if (!value.getClass().isArray()) {
      return value;
    }
    List<Object> several = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      several.add(Array.get(value, i));
    }
    return several;
  }
}
