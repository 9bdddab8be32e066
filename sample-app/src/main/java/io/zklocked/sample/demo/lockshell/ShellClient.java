package io.zklocked.sample.demo.lockshell;

import io.zklocked.sample.demo.stage.CommandLines;
import io.zklocked.sample.demo.stage.DemoException;
import io.zklocked.sample.demo.stage.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One {@code zklocked shell}, a process that reads lines and answers each by one. Confined to one
 * thread.
 */
final class ShellClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern ID = Pattern.compile("client (0x[0-9a-f]+)");
  private static final Pattern TOKEN = Pattern.compile("token (\\d+)");

  private final int number;
  private final String name;
  private final Transcript transcript;
  private final Worker process;
  private final BlockingQueue<String> answers;
  private final String id;

  private ShellClient(
      int number, String name, Transcript transcript, Worker process, BlockingQueue<String> answers)
      throws InterruptedException {
    this.number = number;
    this.name = name;
    this.transcript = transcript;
    this.process = process;
    this.answers = answers;
    String greeting = answer();
    Matcher matcher = ID.matcher(greeting);
    if (!matcher.find()) {
      throw new DemoException("The shell says no id: " + greeting);
    }
    this.id = matcher.group(1);
  }

  /**
   * Starts a shell, and waits until it has a session.
   *
   * @param number from 1
   * @param name of its server's role
   * @param connect its server
   * @param root of its locks
   * @param settings more options of the command
   * @param transcript told what is said and answered
   */
  static ShellClient start(
      int number,
      String name,
      String connect,
      String root,
      List<String> settings,
      Transcript transcript)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", CommandLines.builtJar("cli/target/zklocked.jar").toString()));
    command.addAll(List.of("shell", "--connect", connect, "--root", root));
    command.addAll(settings);
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    Worker process = Worker.start(number, command, answers::add);
    try {
      return new ShellClient(number, name, transcript, process, answers);
    } catch (DemoException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  int number() {
    return number;
  }

  String name() {
    return name;
  }

  /** As the shell said it, and as its owner records have it. */
  String id() {
    return id;
  }

  /** Says a line and waits for the answer. */
  String say(String line) throws IOException, InterruptedException {
    type(line);
    return answer();
  }

  /** Says a line whose answer may take its time. */
  void type(String line) throws IOException {
    transcript.typed(name, line);
    process.say(line);
  }

  /** The next answer. */
  String answer() throws InterruptedException {
    @Nullable String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (answer == null) {
      throw new DemoException(
          "The shell at the %s has not answered for %d s.%n%s"
              .formatted(name, PATIENCE.toSeconds(), process.errors()));
    }
    transcript.printed(name, answer);
    return answer;
  }

  /** Kills it by SIGKILL. */
  void kill() throws InterruptedException {
    process.kill();
    transcript.printed(name, "(killed by SIGKILL)");
  }

  /** Leaves the shell, as a user does. */
  void leave() throws IOException, InterruptedException {
    type("exit");
    process.await();
  }

  /** The token in an answer, or -1. */
  static long token(String answer) {
    Matcher token = TOKEN.matcher(answer);
    return token.find() ? Long.parseLong(token.group(1)) : -1;
  }

  @Override
  public void close() {
    process.close();
  }
}
