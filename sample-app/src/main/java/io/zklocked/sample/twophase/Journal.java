package io.zklocked.sample.twophase;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one participant must not forget: its votes, and the decisions that it knows, in the order in
 * which they were written. An entry is on the disk when {@link #append} returns. Confined to one
 * thread.
 */
public final class Journal implements AutoCloseable {

  private final FileChannel file;
  private final List<Entry> entries;

  private Journal(FileChannel file, List<Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * An entry. Immutable.
   *
   * @param kind what it is
   * @param round which round it is about
   * @param outcome voted for, or decided
   * @param value that was proposed; {@code -} where it is not known
   */
  public record Entry(Kind kind, long round, Outcome outcome, String value) {

    static Entry parse(String line) {
      String[] words = line.split(" ", 4);
      return new Entry(
          Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
          Long.parseLong(words[1]),
          Outcome.valueOf(words[2].toUpperCase(Locale.ROOT)),
          words[3]);
    }

    /** The line. */
    @Override
    public String toString() {
      return "%s %d %s %s"
          .formatted(kind.name().toLowerCase(Locale.ROOT), round, outcome.word(), value);
    }
  }

  /** What an entry is. */
  public enum Kind {
    /** Written before the vote is sent. */
    VOTED,
    /** Written before the decision is acknowledged. */
    DECIDED
  }

  /**
   * Reads the entries of a file.
   *
   * @param file of a participant
   * @return its entries; a last line that was not written to its end is none
   * @throws IOException if it cannot be read
   */
  public static List<Entry> read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    return whole.lines().map(Entry::parse).toList();
  }

  static Journal open(Path path) throws IOException {
    List<Entry> entries = new ArrayList<>(read(path));
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long whole = entries.stream().mapToLong(entry -> bytes(entry).length).sum();
    file.truncate(whole).position(whole);
    return new Journal(file, entries);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  void append(Entry entry) throws IOException {
    ByteBuffer line = ByteBuffer.wrap(bytes(entry));
    while (line.hasRemaining()) {
      file.write(line);
    }
    file.force(false);
    entries.add(entry);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static byte[] bytes(Entry entry) {
    return (entry + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
