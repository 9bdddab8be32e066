package io.zklocked.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Objects;

/** The command line: {@code compare} and {@code scale}. */
public final class Benchmarks {

  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private Benchmarks() {}

  /**
   * Runs, and ends the JVM: with 0 when all was measured, 1 when something failed, 2 when the
   * arguments are wrong.
   *
   * @param args as {@code --help} explains
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  private static int run(String... args) {
    Cleanup cleanup = new Cleanup();
    Runtime.getRuntime().addShutdownHook(new Thread(cleanup::close, "cleanup"));
    int code = run(args, cleanup);
    cleanup.close();
    return code;
  }

  private static int run(String[] args, Cleanup cleanup) {
    try {
      start(args, cleanup);
      return 0;
    } catch (UsageException e) {
      System.err.println("benchmarks: " + e.getMessage());
      return MISUSED;
    } catch (Exception e) { // whatever a library throws ends the run
      if (!cleanup.isClosed()) { // else a signal has ended it, and this is what follows from that
        e.printStackTrace();
      }
      return FAILED;
    }
  }

  private static void start(String[] args, Cleanup cleanup) throws Exception {
    if (args.length == 2 && args[0].equals("serve")) {
      Serving.serve(args[1]);
    } else if (args.length == 3 && args[0].equals("worker")) {
      Worker.work(WorkerProcess.addresses(args[1], args[2]));
    } else {
      run(Options.parse(args), System.out, cleanup);
    }
  }

  private static void run(Options options, PrintStream out, Cleanup cleanup) throws Exception {
    switch (options.command()) {
      case HELP -> out.print(help());
      case COMPARE -> new Compare(options, out, System.err, cleanup).run();
      case SCALE -> new Scale(options, out, System.err, cleanup).run();
    }
  }

  static String help() throws IOException {
    try (InputStream in = Benchmarks.class.getResourceAsStream("help.txt")) {
      return new String(Objects.requireNonNull(in, "help.txt").readAllBytes(), UTF_8);
    }
  }
}
