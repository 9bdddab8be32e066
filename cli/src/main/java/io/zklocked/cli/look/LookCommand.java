package io.zklocked.cli.look;

import io.zklocked.cli.frame.CommonOptions;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.inspect.Inspector;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks an inspector. Confined to one thread. */
abstract class LookCommand implements Callable<Integer> {

  final CommonOptions options;

  @Spec private CommandSpec spec = CommandSpec.create();

  LookCommand(CommonOptions options) {
    this.options = options;
  }

  @Override
  public final Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Inspector inspector = ZkLocks.inspect(options.config())) {
      return look(inspector, out);
    } finally {
      out.flush();
    }
  }

  /** Looks, says what it saw, and returns the exit code. */
  abstract int look(Inspector inspector, PrintWriter out) throws Exception;
}
