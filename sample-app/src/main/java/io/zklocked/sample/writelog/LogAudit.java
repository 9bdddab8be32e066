package io.zklocked.sample.writelog;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What the file says when all work is done. Immutable.
 *
 * @param lines how many there are
 * @param torn how many are not whole
 * @param misnumbered how many whole ones have a number that is not their place
 * @param twice how many are there that were there before, by worker and piece
 * @param entries how many different ones there are, by worker and piece
 */
public record LogAudit(int lines, int torn, int misnumbered, int twice, int entries) {

  /**
   * Reads a file.
   *
   * @param content of it
   * @return what was found
   */
  public static LogAudit of(byte[] content) {
    String text = new String(content, StandardCharsets.US_ASCII);
    boolean ended = text.isEmpty() || text.endsWith("\n");
    List<String> lines = text.lines().toList();
    Map<String, Integer> seen = new HashMap<>();
    int torn = 0;
    int misnumbered = 0;
    int twice = 0;
    for (int i = 0; i < lines.size(); i++) {
      Optional<Entry> entry = Entry.parse(lines.get(i));
      if (entry.isEmpty() || (!ended && i == lines.size() - 1)) {
        torn++;
        continue;
      }
      misnumbered += entry.get().number() == i + 1 ? 0 : 1;
      String who = entry.get().worker() + "/" + entry.get().piece();
      twice += seen.merge(who, 1, Integer::sum) > 1 ? 1 : 0;
    }
    return new LogAudit(lines.size(), torn, misnumbered, twice, seen.size());
  }

  /**
   * Whether what a reader has read is how the file begins, up to the end of a line.
   *
   * @param content of the file
   * @param length of what was read
   * @param checksum of what was read
   * @return whether it is
   */
  public static boolean beginsWith(byte[] content, long length, long checksum) {
    if (length > content.length || (length > 0 && content[(int) length - 1] != '\n')) {
      return false;
    }
    CRC32 found = new CRC32();
    found.update(content, 0, (int) length);
    return found.getValue() == checksum;
  }
}
