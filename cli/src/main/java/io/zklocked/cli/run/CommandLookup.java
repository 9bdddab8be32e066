package io.zklocked.cli.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is a program of a name, as a shell would look for it.
 *
 * @param name the name
 * @param exists whether there is a file of that name
 * @param executable whether one of them can be run
 */
record CommandLookup(String name, boolean exists, boolean executable) {

  /** What a shell exits with where there is no such program. */
  static final int NOT_FOUND = 127;

  /** What a shell exits with where it cannot be run. */
  static final int NOT_EXECUTABLE = 126;

  static CommandLookup find(String name) {
    return find(name, System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
  }

  static CommandLookup find(String name, String searched) {
    boolean isPath = name.contains("/");
    boolean exists = false;
    if (!name.isEmpty()) {
      for (String directory : isPath ? new String[] {""} : searched.split(File.pathSeparator, -1)) {
        Path file = path(directory, name);
        if (file != null && Files.isRegularFile(file) && Files.isExecutable(file)) {
          return new CommandLookup(name, true, true);
        }
        exists |= file != null && (isPath ? Files.exists(file) : Files.isRegularFile(file));
      }
    }
    return new CommandLookup(name, exists, false);
  }

  private static @Nullable Path path(String directory, String name) {
    try {
      return Path.of(directory, name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The last element of the name. */
  String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  boolean isFound() {
    return executable;
  }

  /** The exit code for a command that is not found. */
  int exitCode() {
    return exists ? NOT_EXECUTABLE : NOT_FOUND;
  }

  /** What is wrong, and what to do. */
  String problem() {
    return exists
        ? name + " cannot be executed: it is a directory, or lacks the right (chmod +x)."
        : name.contains("/")
            ? "There is no file " + name + "."
            : "There is no command " + name + " on the PATH.";
  }
}
