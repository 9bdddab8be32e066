package io.zklocked.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pipe of this process that others find by a path under {@code /proc}. When this process has
 * died, by whatever cause, the path is gone and those who read come to the end. Thread-safe as
 * channels are.
 */
final class NamedPipe implements AutoCloseable {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int ATTEMPTS = 5;

  private final Pipe pipe;
  private final String path;

  private NamedPipe(Pipe pipe, String path) {
    this.pipe = pipe;
    this.path = path;
  }

  /** A new one. Java does not tell the number of a descriptor, so it is looked for. */
  static NamedPipe open() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Map<String, List<String>> before = descriptors();
      Pipe pipe = Pipe.open();
      Map<String, List<String>> opened = descriptors();
      opened.keySet().removeAll(before.keySet());
      opened.values().removeIf(ends -> ends.size() != 2);
      if (opened.size() == 1) { // otherwise another thread has opened one meanwhile
        pipe.sink().configureBlocking(false);
        String number = opened.values().iterator().next().get(0);
        return new NamedPipe(pipe, "/proc/" + ProcessHandle.current().pid() + "/fd/" + number);
      }
      pipe.source().close();
      pipe.sink().close();
    }
    throw new IOException("the descriptor of a new pipe is not found in " + DESCRIPTORS);
  }

  /** The numbers of the descriptors, by the pipes that they are ends of. */
  private static Map<String, List<String>> descriptors() throws IOException {
    Map<String, List<String>> pipes = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path entry : entries) {
        String target;
        try {
          target = Files.readSymbolicLink(entry).toString();
        } catch (IOException e) {
          continue; // closed meanwhile, as that by which the directory is read
        }
        if (target.startsWith("pipe:")) {
          pipes
              .computeIfAbsent(target, pipe -> new ArrayList<>())
              .add(entry.getFileName().toString());
        }
      }
    }
    return pipes;
  }

  /** Either end of it, whichever it is opened for. */
  String path() {
    return path;
  }

  /** Writes a short line, whole or, where nobody has read for long, not at all. Never blocks. */
  void write(String line) throws IOException {
    var unused =
        pipe.sink().write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)));
  }

  /** What others write into it. */
  InputStream read() {
    return Channels.newInputStream(pipe.source());
  }

  /** Lets those who read come to the end. */
  void end() throws IOException {
    pipe.sink().close();
  }

  @Override
  public void close() throws IOException {
    end();
    pipe.source().close();
  }
}
