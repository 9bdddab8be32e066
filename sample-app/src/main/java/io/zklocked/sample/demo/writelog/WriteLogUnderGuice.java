package io.zklocked.sample.demo.writelog;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import io.zklocked.sample.demo.stage.GuiceLocks;
import io.zklocked.sample.worker.Moment;
import io.zklocked.sample.writelog.LogFile;
import io.zklocked.sample.writelog.LogProgram;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** The log with a file that Guice makes. The program does not know. */
public final class WriteLogUnderGuice {

  private WriteLogUnderGuice() {}

  /**
   * Starts the program.
   *
   * @param args the configuration, and the program's own
   * @throws Exception if the program cannot go on
   */
  public static void main(String[] args) throws Exception {
    Module locks = GuiceLocks.module(args[0]);
    LogProgram.run(
        (path, moments) -> file(locks, path, moments), Arrays.copyOfRange(args, 1, args.length));
  }

  private static LogFile file(Module locks, Path path, Consumer<Moment> moments) {
    return GuiceLocks.create(
        locks,
        LogFile.class,
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Path.class).toInstance(path);
            bind(new TypeLiteral<Consumer<Moment>>() {}).toInstance(moments);
            bind(LogFile.class)
                .toConstructor(GuiceLocks.constructor(LogFile.class, Path.class, Consumer.class));
          }
        });
  }
}
