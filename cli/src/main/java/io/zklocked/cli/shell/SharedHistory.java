package io.zklocked.cli.shell;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;
import org.jspecify.annotations.Nullable;

/**
 * A history whose file several shells may have at once: each adds its lines behind those of the
 * others, one at a time, by a file that they lock beside it.
 */
final class SharedHistory extends DefaultHistory {

  private static final String STATE = "XDG_STATE_HOME";

  private @Nullable LineReader reader;

  @Override
  public void attach(LineReader to) {
    reader = to;
    super.attach(to);
  }

  @Override
  public void save() throws IOException {
    Object file = reader == null ? null : reader.getVariable(LineReader.HISTORY_FILE);
    if (!(file instanceof Path path)) {
      super.save();
      return;
    }
    try (FileChannel channel =
        FileChannel.open(lock(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      var unused = channel.lock(); // until the channel is closed
      super.save();
    }
  }

  private static Path lock(Path history) {
    return history.resolveSibling(history.getFileName() + ".lock");
  }

  /**
   * Where the history is kept.
   *
   * @param environment of this process
   * @param home the user's directory
   */
  static Path file(Map<String, String> environment, String home) {
    String state = environment.get(STATE);
    Path directory =
        state == null || !state.startsWith("/") ? Path.of(home, ".local", "state") : Path.of(state);
    return directory.resolve("zklocked").resolve("history");
  }

  /** Makes sure that it can be read and added to; throws why not. */
  static void check(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel.open(lock(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    if (Files.exists(file) && !(Files.isReadable(file) && Files.isWritable(file))) {
      throw new AccessDeniedException(file.toString());
    }
  }
}
