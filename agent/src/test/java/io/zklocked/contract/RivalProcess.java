package io.zklocked.contract;

import io.zklocked.LockMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link Rival}, as the rules speak to it. For one thread. */
final class RivalProcess implements Neighbour, AutoCloseable {

  private final Process process;
  private final OutputStream commands;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private RivalProcess(Process process) {
    this.process = process;
    this.commands = process.getOutputStream();
    Task.start("rival-" + process.pid(), this::listen);
  }

  static RivalProcess start(Launch launch) throws IOException {
    return new RivalProcess(launch.of(Rival.class).start());
  }

  long pid() {
    return process.pid();
  }

  /** Waits until it can be spoken to. */
  RivalProcess awaitReady() throws Exception {
    expect("ready");
    return this;
  }

  /** Lets it enter; gives its fencing token. */
  long enter(String key) throws Exception {
    tell("hold " + key);
    return Long.parseLong(expect("entered"));
  }

  @Override
  public void enterIn(LockMode mode, String key) throws Exception {
    tell("hold-in " + mode + " " + key);
    expect("entered");
  }

  @Override
  public String tryOnceIn(LockMode mode, String key) throws Exception {
    tell("once-in " + mode + " " + key);
    return firstWord(expect("once"));
  }

  /** Lets it leave; says how the call ended. */
  @Override
  public String leave(String key) throws Exception {
    tell("open " + key);
    return firstWord(expect("left"));
  }

  /** Lets it try once; says what came of it. */
  String tryOnce(String key) throws Exception {
    tell("once " + key);
    return firstWord(expect("once"));
  }

  /** Lets it wait for two seconds; says what came of it, and after how many milliseconds. */
  String holdPatiently(String key) throws Exception {
    tell("patient " + key);
    return expect("patient");
  }

  /** Lets it start a skippable call of one second; {@link #skipped} says what came of it. */
  void startSkippable(String key) throws IOException {
    tell("skip " + key);
  }

  String skipped() throws Exception {
    return firstWord(expect("skip"));
  }

  private static String firstWord(String text) {
    return text.split(" ", 2)[0];
  }

  private void tell(String command) throws IOException {
    commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
    commands.flush();
  }

  private String expect(String word) throws InterruptedException {
    String line = said.poll(Eventually.LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    if (line == null || !(line + " ").startsWith(word + " ")) {
      throw new AssertionError("the other process said " + line + " instead of " + word);
    }
    return line.length() == word.length() ? "" : line.substring(word.length() + 1);
  }

  private Void listen() throws IOException {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(Rival.SAYS)) {
          said.add(line.substring(Rival.SAYS.length()));
        }
      }
      said.add("nothing: it ended");
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    commands.close();
    process.destroy();
  }
}
