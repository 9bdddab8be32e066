package io.zklocked.runtime.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Python process with locks of kazoo, which does as it is told, one command after another.
 * Confined to one thread at a time.
 */
final class KazooPeer implements AutoCloseable {

  private static final String SCRIPT = "kazoo_peer.py";

  /** Debian's first: the package python3-kazoo is seen by no other Python. */
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;

  private KazooPeer(Process process) {
    this.process = process;
    this.answers = process.inputReader(UTF_8);
    this.commands = process.outputWriter(UTF_8);
  }

  /** A Python that has kazoo; null if this machine has none. */
  static @Nullable String python() throws InterruptedException {
    for (String python : PYTHONS) {
      if (hasKazoo(python)) {
        return python;
      }
    }
    return null;
  }

  private static boolean hasKazoo(String python) throws InterruptedException {
    try {
      return new ProcessBuilder(python, "-c", "import kazoo.recipe.lock")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  static KazooPeer start(String python, String address) throws IOException, URISyntaxException {
    URL script = Objects.requireNonNull(KazooPeer.class.getResource(SCRIPT));
    KazooPeer peer =
        new KazooPeer(
            new ProcessBuilder(python, Path.of(script.toURI()).toString(), address)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    String first = peer.answer();
    if (!first.equals("ready")) {
      throw new IOException("kazoo said " + first);
    }
    return peer;
  }

  /** Gives a command and waits for its answer. */
  String ask(String command) throws IOException {
    commands.write(command);
    commands.newLine();
    commands.flush();
    return answer();
  }

  private String answer() throws IOException {
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the kazoo process has ended");
    }
    return answer;
  }

  /** Ends the process, in order if it can. */
  @Override
  public void close() throws IOException {
    commands.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
