import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Puts class files into packs, in the form that the class of this name in the agent reads. */
final class ClassPacks {

  private static final String INDEX = "inst/packs/index";
  private static final String CLASSES = "inst/packs/classes";
  private static final int MOST_BYTES = 32 * 1024;
  private static final int MOST_PACKS = 1 << 15;
  private static final int NOWHERE = -1;

  private final ByteArrayOutputStream pack = new ByteArrayOutputStream();
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final List<int[]> packs = new ArrayList<>();
  private final int[] slots;

  private ClassPacks(int classes) {
    int most = 4 * classes / 3; // free slots keep the ways short
    slots = new int[4 * Integer.highestOneBit(most)];
    for (int i = 1; i < slots.length; i += 2) {
      slots[i] = NOWHERE;
    }
  }

  /**
   * Packs class files.
   *
   * @param classes by internal name
   * @return the files for the jar, by name
   */
  static Map<String, byte[]> of(SortedMap<String, byte[]> classes) {
    ClassPacks packs = new ClassPacks(classes.size());
    classes.forEach((name, file) -> packs.add(name.replace('/', '.'), file));
    packs.end();
    return Map.of(INDEX, packs.index(), CLASSES, packs.packed.toByteArray());
  }

  private void add(String name, byte[] file) {
    if (pack.size() > 0 && pack.size() + file.length > MOST_BYTES) {
      end();
    }
    int mask = slots.length / 2 - 1;
    int slot = name.hashCode() & mask;
    while (slots[2 * slot + 1] != NOWHERE) {
      slot = slot + 1 & mask;
    }
    slots[2 * slot] = name.hashCode();
    slots[2 * slot + 1] = packs.size() << 16 | pack.size();
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
    byte[] content = pack.toByteArray();
    pack.reset();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] deflated = new byte[content.length + 64];
    packed.write(deflated, 0, deflater.deflate(deflated));
    if (!deflater.finished() || packs.size() == MOST_PACKS) {
      throw new IllegalStateException("the classes do not fit into their packs");
    }
    deflater.end();
    CRC32 sum = new CRC32();
    sum.update(content);
    packs.add(new int[] {packed.size(), content.length, (int) sum.getValue()});
  }

  private byte[] index() {
    ByteBuffer index = ByteBuffer.allocate(4 + 4 * slots.length + 12 * packs.size());
    index.putInt(slots.length / 2);
    Arrays.stream(slots).forEach(index::putInt);
    packs.forEach(each -> Arrays.stream(each).forEach(index::putInt));
    return index.array();
  }
}
