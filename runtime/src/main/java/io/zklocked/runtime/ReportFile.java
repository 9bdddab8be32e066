package io.zklocked.runtime;

import java.io.File;

/** Checks the file that the agent's report goes to. */
final class ReportFile {

  private ReportFile() {}

  /**
   * Checks that a file can be written, as far as that is possible without writing it.
   *
   * @throws IllegalArgumentException if it cannot
   */
  static String check(String path) {
    File file = new File(path).getAbsoluteFile();
    if (file.isDirectory()) {
      throw new IllegalArgumentException("it is a directory");
    }
    File directory = file.getParentFile();
    if (directory == null || !directory.isDirectory()) {
      throw new IllegalArgumentException("its directory does not exist");
    }
    if (file.exists() ? !file.canWrite() : !directory.canWrite()) {
      throw new IllegalArgumentException("this process may not write it");
    }
    return path;
  }
}
