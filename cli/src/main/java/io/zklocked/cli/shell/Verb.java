package io.zklocked.cli.shell;

import io.zklocked.syntax.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be said to the shell. */
enum Verb {
  CHECK("check", "check KEY", "who holds a lock, or that it is free", 1, 1),
  PREEMPT("preempt", "preempt KEY", "take a lock if it can be had at once", 1, 1),
  ACQUIRE(
      "acquire",
      "acquire KEY [TIME]",
      "wait for a lock and take it; 10s, forever, or as configured (wait-time); Ctrl-C gives up",
      1,
      2),
  RELEASE("release", "release [KEY]", "let a lock go; without a key, the only one", 0, 1),
  HELD("held", "held", "what this shell holds, with the fencing tokens", 0, 0),
  WHO("who", "who KEY", "everybody in line for a lock", 1, 1),
  LS("ls", "ls [PREFIX]", "the locks that somebody holds or waits for", 0, 1),
  HELP("help", "help", "this list", 0, 0),
  EXIT("exit", "exit", "release everything and leave, as Ctrl-D does", 0, 0);

  private final String word;
  private final String usage;
  private final String purpose;
  private final int least;
  private final int most;

  Verb(String word, String usage, String purpose, int least, int most) {
    this.word = word;
    this.usage = usage;
    this.purpose = purpose;
    this.least = least;
    this.most = most;
  }

  String word() {
    return word;
  }

  String usage() {
    return usage;
  }

  /** Whether keys are what it is said about. */
  boolean takesKey() {
    return most > 0;
  }

  boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  /** Null if there is no such word. */
  static @Nullable Verb of(String word) {
    for (Verb verb : values()) {
      if (verb.word.equals(word)) {
        return verb;
      }
    }
    return word.equals("quit") ? EXIT : null;
  }

  /** The word that may have been meant, or null. */
  static @Nullable String nearest(String word) {
    return NearestName.of(word, words());
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Verb::word).toList();
  }

  /** A line for each. */
  static List<String> help() {
    List<String> lines = new ArrayList<>();
    for (Verb verb : values()) {
      lines.add("%-19s %s".formatted(verb.usage, verb.purpose));
    }
    return lines;
  }
}
