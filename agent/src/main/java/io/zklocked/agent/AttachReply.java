package io.zklocked.agent;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How the agent, in a JVM that it was attached to, tells the attaching command how that went: the
 * JVM itself would tell a number. The command names a file before its options. Immutable.
 */
final class AttachReply {

  private static final String MARK = "attached:";
  private static final String DONE = "done:";
  private static final String REFUSED = "refused:";

  private final @Nullable String file;
  private final @Nullable String options;

  private AttachReply(@Nullable String file, @Nullable String options) {
    this.file = file;
    this.options = options;
  }

  /** What the command gives to the agent. */
  static String request(File reply, String options) {
    return MARK + reply.getAbsolutePath() + "\n" + options;
  }

  /** What the agent was given; by other tools, the options alone. */
  static AttachReply of(@Nullable String given) {
    if (given == null || !given.startsWith(MARK)) {
      return new AttachReply(null, given);
    }
    int end = given.indexOf('\n');
    if (end < 0) {
      return new AttachReply(null, given);
    }
    return new AttachReply(given.substring(MARK.length(), end), given.substring(end + 1));
  }

  /** The agent's options. */
  @Nullable String options() {
    return options;
  }

  /** Whether somebody waits for the answer. */
  boolean isWanted() {
    return file != null;
  }

  void done(String said) {
    write(DONE, said);
  }

  void refused(String reason) {
    write(REFUSED, reason);
  }

  /** What the agent said when it had started. */
  static String success(File reply) throws IOException {
    return read(reply).substring(DONE.length());
  }

  /** Why it did not start; null if it did. */
  static @Nullable String failure(File reply) throws IOException {
    String text = read(reply);
    if (text.startsWith(DONE)) {
      return null;
    }
    return text.startsWith(REFUSED)
        ? text.substring(REFUSED.length())
        : "nothing; its standard error may say more";
  }

  private void write(String kind, String text) {
    if (file == null) {
      return;
    }
    try (OutputStream stream = new FileOutputStream(file)) {
      stream.write((kind + text).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      Console.print("zklocked: whoever attached the agent cannot be answered: " + e.getMessage());
    }
  }

  /** Another process wrote it, and it is shown on a terminal. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '?' : c);
    }
    return shown.toString();
  }

  private static String read(File reply) throws IOException {
    try (InputStream stream = new FileInputStream(reply)) {
      return shown(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
