package io.zklocked.sample.demo.mutex;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import io.zklocked.sample.demo.stage.GuiceLocks;
import io.zklocked.sample.mutex.MutexEvent;
import io.zklocked.sample.mutex.MutexProgram;
import io.zklocked.sample.mutex.Section;
import java.util.Arrays;
import java.util.function.Consumer;

/** The mutex program with a section that Guice makes. The program does not know. */
public final class MutexUnderGuice {

  private MutexUnderGuice() {}

  /**
   * Starts the program.
   *
   * @param args the configuration, and the program's own
   * @throws Exception if the program cannot go on
   */
  public static void main(String[] args) throws Exception {
    Module locks = GuiceLocks.module(args[0]);
    MutexProgram.run(
        (worker, report) -> section(locks, worker, report),
        Arrays.copyOfRange(args, 1, args.length));
  }

  private static Section section(Module locks, int worker, Consumer<MutexEvent> report) {
    return GuiceLocks.create(
        locks,
        Section.class,
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Integer.class).toInstance(worker);
            bind(new TypeLiteral<Consumer<MutexEvent>>() {}).toInstance(report);
            bind(Section.class)
                .toConstructor(GuiceLocks.constructor(Section.class, int.class, Consumer.class));
          }
        });
  }
}
