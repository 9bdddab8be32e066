package io.zklocked.agent.weave;

import io.zklocked.runtime.rule.AnnotationRule;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Reads an annotation of others on which there are rules. Confined to one thread. */
final class RuledReader extends AnnotationVisitor {

  private final List<AnnotationRule> rules;
  private final List<LockSource> found;
  private final Map<String, Object> given = new LinkedHashMap<>();

  RuledReader(List<AnnotationRule> rules, List<LockSource> found) {
    super(Opcodes.ASM9);
    this.rules = rules;
    this.found = found;
  }

  @Override
  public void visit(String name, Object value) {
    given.put(name, read(value));
  }

  @Override
  public void visitEnum(String name, String descriptor, String value) {
    given.put(name, value);
  }

  @Override
  public AnnotationVisitor visitArray(String name) {
    List<Object> several = new ArrayList<>();
    given.put(name, several);
    return new AnnotationVisitor(Opcodes.ASM9) {
      @Override
      public void visit(@Nullable String none, Object value) {
        several.add(read(value));
      }

      @Override
      public void visitEnum(@Nullable String none, String descriptor, String value) {
        several.add(value);
      }
    };
  }

  @Override
  public void visitEnd() {
    for (AnnotationRule rule : rules) {
      found.add(new RuledLock(rule.place(), rule.lock(), given));
    }
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
