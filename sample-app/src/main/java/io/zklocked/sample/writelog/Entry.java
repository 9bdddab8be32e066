package io.zklocked.sample.writelog;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * One line of the log. Its checksum tells whether it is whole. Immutable.
 *
 * @param number of the line, from 1
 * @param worker who wrote it
 * @param piece the how manieth of that worker it is, from 1
 */
public record Entry(long number, int worker, int piece) {

  private static final Pattern LINE =
      Pattern.compile("(\\d{6,18}) worker (\\d{1,9}) piece (\\d{1,9}) .* [0-9a-f]{8}");

  /**
   * Reads a line.
   *
   * @param line without its end
   * @return what was written, or empty if the line is not as one was written
   */
  public static Optional<Entry> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Entry entry =
        new Entry(
            Long.parseLong(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)));
    return entry.toString().equals(line) ? Optional.of(entry) : Optional.empty();
  }

  /** The line, without its end. */
  @Override
  public String toString() {
    String text =
        String.format(
            Locale.ROOT,
            "%06d worker %d piece %d %s",
            number,
            worker,
            piece,
            "write once, read often ".repeat(2).strip());
    CRC32 checksum = new CRC32();
    checksum.update(text.getBytes(StandardCharsets.US_ASCII));
    return String.format(Locale.ROOT, "%s %08x", text, checksum.getValue());
  }
}
