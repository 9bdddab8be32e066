package io.zklocked.cli;

import io.zklocked.cli.frame.CommandFailure;
import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.cli.frame.ExitCodes;
import io.zklocked.cli.frame.Failures;
import io.zklocked.cli.look.BreakCommand;
import io.zklocked.cli.look.BreaksCommand;
import io.zklocked.cli.look.CheckCommand;
import io.zklocked.cli.look.ListCommand;
import io.zklocked.cli.look.QueueCommand;
import io.zklocked.cli.look.WatchCommand;
import io.zklocked.cli.look.WhoCommand;
import io.zklocked.cli.run.RunCommand;
import io.zklocked.cli.shell.ShellCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code zklocked}. */
@Command(
    name = "zklocked",
    header = "Distributed locks on Apache ZooKeeper, from a shell.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes of all commands:%n",
    exitCodeList = {
      "0:done; there is something to see",
      "1:there is nothing to see: the lock is free",
      "64:an option, a key or the configuration is wrong",
      "65:another kind of lock lies there",
      "69:the ensemble is away",
      "70:something went wrong that should not",
      "74:the output cannot be written",
      "75:somebody else holds the lock",
      "76:the lock was lost",
      "77:the servers refuse it: a right is lacking",
      "130:ended by Ctrl-C"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  zklocked check orders/42 --connect zk1:2181",
      "  source <(zklocked generate-completion)",
      "",
      "Every key of the configuration is an option (--session-timeout 20s), a system",
      "property, a variable of the environment (ZKLOCKED_SESSION_TIMEOUT), or an entry",
      "of the file that --config names, in this order; --log info shows what the",
      "client does. zklocked COMMAND --help explains a command."
    })
public final class Zklocked implements Runnable {

  /** How large an answer may be: a list of a million keys has some 50 MB. */
  private static final int LARGEST_ANSWER = 256 * 1024 * 1024;

  private static final String ANSWER_SIZE = "jute.maxbuffer";

  @Spec private CommandSpec spec = CommandSpec.create();

  Zklocked() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    if (System.getProperty(ANSWER_SIZE) == null) {
      System.setProperty(ANSWER_SIZE, Integer.toString(LARGEST_ANSWER));
    }
    PrintWriter out = writer(System.out, "stdout.encoding");
    PrintWriter err = writer(System.err, "stderr.encoding");
    CommandFailure misread = ExactArguments.problem(arguments);
    if (misread != null) {
      Failures.print(misread, out, err, List.of(arguments).contains("--json"));
      System.exit(misread.exitCode());
    }
    System.exit(run(out, err, arguments));
  }

  /** Newer JVMs tell the terminal's encoding by a property, older ones take it for the default. */
  private static PrintWriter writer(PrintStream stream, String encoding) {
    String name = System.getProperty(encoding);
    return new PrintWriter(
        stream, true, name == null ? Charset.defaultCharset() : Charset.forName(name));
  }

  /**
   * Runs the command. Blocks for as long as it runs.
   *
   * @param out what it says
   * @param err why it failed
   * @param arguments the command line
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommonOptions options = new CommonOptions();
    CommandLine command = new CommandLine(new Zklocked());
    command.addSubcommand(new CheckCommand(options));
    command.addSubcommand(new ListCommand(options));
    command.addSubcommand(new WhoCommand(options));
    command.addSubcommand(new QueueCommand(options));
    command.addSubcommand(new WatchCommand(options));
    command.addSubcommand(new BreakCommand(options));
    command.addSubcommand(new BreaksCommand(options));
    command.addSubcommand(new RunCommand(options));
    command.addSubcommand(new ShellCommand(options));
    command.addSubcommand(new GenerateCompletion());
    options.addTo(command);
    Failures failures = new Failures(options);
    command.getCommandSpec().versionProvider(new OwnVersion());
    command.getCommandSpec().mixinStandardHelpOptions(true);
    command.getSubcommands().values().forEach(Zklocked::finish);
    command.setOut(out);
    command.setErr(err);
    command.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.AUTO));
    command.setExecutionExceptionHandler(
        (failure, failed, parsed) -> failures.failed(failure, failed));
    command.setParameterExceptionHandler(failures::misused);
    // A command's own arguments may begin with @: they are nobody's files here.
    command.setExpandAtFiles(false);
    int code = command.execute(arguments);
    boolean isLost = out.checkError();
    return isLost && code <= ExitCodes.NOTHING ? ExitCodes.OUTPUT : code;
  }

  private static void finish(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.mixinStandardHelpOptions()) {
      return;
    }
    spec.mixinStandardHelpOptions(true);
    spec.versionProvider(new OwnVersion());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  private static final class OwnVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Zklocked.class.getPackage().getImplementationVersion();
      return new String[] {"zklocked " + (version == null ? "(not packaged)" : version)};
    }
  }
}
