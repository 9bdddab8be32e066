import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;

/**
 * Finds which classes are reached from others, be it by type or by a text that is a class's name.
 * Confined to one thread.
 */
final class Reached {

  private final Map<String, byte[]> known;
  private final Set<String> reached = new TreeSet<>();
  private final Deque<String> unread = new ArrayDeque<>();

  private Reached(Map<String, byte[]> known) {
    this.known = known;
  }

  /**
   * Follows what classes name.
   *
   * @param begin internal names
   * @param known class files by internal name, those to begin with among them
   * @return the internal names of all that is reached
   */
  static Set<String> from(Collection<String> begin, Map<String, byte[]> known) {
    Reached search = new Reached(known);
    begin.forEach(search::meet);
    while (!search.unread.isEmpty()) {
      search.read(known.get(search.unread.remove()));
    }
    return search.reached;
  }

  private void meet(String name) {
    if (known.containsKey(name) && reached.add(name)) {
      unread.add(name);
    }
  }

  private void read(byte[] file) {
    Remapper meeting =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String name) {
            meet(name);
            return name;
          }

          @Override
          public Object mapValue(Object value) {
            if (value instanceof String text) {
              meet(text.replace('.', '/'));
            }
            return super.mapValue(value);
          }
        };
    new ClassReader(file).accept(new ClassRemapper(new ClassWriter(0), meeting), 0);
  }
}
