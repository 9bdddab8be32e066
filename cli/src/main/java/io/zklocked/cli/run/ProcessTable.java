package io.zklocked.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes of a Linux machine, as {@code /proc} shows them. Immutable. */
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");

  /**
   * One process.
   *
   * @param pid its number
   * @param name the name of its program, cut by the kernel
   * @param state its state, by the kernel's letter
   * @param group its process group
   * @param foreground the process group in the foreground of its terminal; -1 without a terminal
   */
  record Row(long pid, String name, char state, long group, long foreground) {

    /** By a signal, or by a debugger. */
    boolean isStopped() {
      return state == 'T' || state == 't';
    }

    /** Whether it reads what is typed at its terminal. */
    boolean isInForeground() {
      return group == foreground;
    }

    /** Whether it has ended, and only its parent has not looked yet. */
    boolean isOver() {
      return state == 'Z' || state == 'X';
    }

    @Override
    public String toString() {
      return "pid " + pid + " (" + name + ")";
    }
  }

  /**
   * Whether none of some processes runs on, and one is stopped. Who is stopped between vfork and
   * exec holds up its parent, which waits for the kernel and for no signal meanwhile.
   */
  static boolean areStopped(List<Row> rows) {
    return rows.stream().anyMatch(Row::isStopped)
        && rows.stream().allMatch(row -> row.isStopped() || row.state() == 'D');
  }

  /** Whether this system has such a table. */
  static boolean isThere() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  /** Null if there is no such process any more. */
  @Nullable Row find(long pid) {
    try {
      return parse(
          pid,
          new String(
              Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("stat")),
              StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return null; // it has ended
    }
  }

  /** The processes of a group that have not ended. */
  List<Row> group(long group) {
    List<Row> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        Row row = find(Long.parseLong(entry.getFileName().toString()));
        if (row != null && row.group() == group && !row.isOver()) {
          found.add(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** The name stands in parentheses, and may have some of its own. */
  static Row parse(long pid, String stat) {
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    String[] rest = stat.substring(close + 2).split(" ", 7);
    return new Row(
        pid,
        stat.substring(open + 1, close),
        rest[0].charAt(0),
        Long.parseLong(rest[2]),
        Long.parseLong(rest[5]));
  }
}
