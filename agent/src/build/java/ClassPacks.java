import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts class files into packs, in the form that the class of this name in the agent reads. */
final class ClassPacks {

  private static final String PACKS = "inst/packs/";
  private static final int MOST_BYTES = 32 * 1024;

  private final Map<String, byte[]> files = new TreeMap<>();
  private final ByteArrayOutputStream pack = new ByteArrayOutputStream();
  private final StringBuilder index = new StringBuilder();
  private int count;

  private ClassPacks() {}

  /**
   * Packs class files.
   *
   * @param classes by internal name
   * @return the files for the jar, by name
   */
  static Map<String, byte[]> of(SortedMap<String, byte[]> classes) {
    ClassPacks packs = new ClassPacks();
    classes.forEach(packs::add);
    packs.end();
    packs.files.put(PACKS + "index", packs.index.toString().getBytes(StandardCharsets.ISO_8859_1));
    return packs.files;
  }

  private void add(String name, byte[] file) {
    if (pack.size() > 0 && pack.size() + file.length > MOST_BYTES) {
      end();
    }
    if (pack.size() == 0) {
      index.append(name).append('\n');
    }
    byte[] encoded = name.getBytes(StandardCharsets.ISO_8859_1);
    DataOutputStream out = new DataOutputStream(pack);
    try {
      out.writeShort(encoded.length);
      out.writeInt(file.length);
      out.write(encoded);
      out.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end() {
    files.put(PACKS + count++, pack.toByteArray());
    pack.reset();
  }
}
