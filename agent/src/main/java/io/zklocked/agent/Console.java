package io.zklocked.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes lines to the process's standard error, past {@link System#err}: an application may have
 * replaced that by something that takes locks or loads classes, and these lines come from the midst
 * of class loading. Thread-safe: a line is one write.
 */
final class Console {

  private Console() {}

  static void print(String line) {
    byte[] bytes = line.concat(System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    try {
      // Not closed: that would close the process's own descriptor.
      new FileOutputStream(FileDescriptor.err).write(bytes);
    } catch (IOException e) {
      return; // Nobody reads standard error: there is no better place to say so.
    }
  }
}
