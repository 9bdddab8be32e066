package io.zklocked.agent.rule;

import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import org.jspecify.annotations.Nullable;

/**
 * A class and what it names as its super types. Immutable.
 *
 * @param name its internal name
 * @param superName that of its superclass; null for none
 * @param interfaces those of its interfaces
 */
public record TypeHeader(String name, @Nullable String superName, List<String> interfaces) {

  static TypeHeader of(byte[] file) {
    ClassReader reader = new ClassReader(file);
    return new TypeHeader(
        reader.getClassName(), reader.getSuperName(), List.of(reader.getInterfaces()));
  }

  /** The name as rules have it. */
  String dotted() {
    return name.replace('/', '.');
  }
}
