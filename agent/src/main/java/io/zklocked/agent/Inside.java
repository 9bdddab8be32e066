package io.zklocked.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.security.ProtectionDomain;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The agent's other side, in a loader of its own, as far as it can be named from here: by types of
 * the JDK only. Immutable.
 */
final class Inside {

  private static final String ENTRY = "io.zklocked.agent.inside.AgentSide";

  private final ClassLoader loader;
  private final Function<Instrumentation, ClassFileTransformer> side;
  private final BiPredicate<ClassLoader, byte[]> glance;

  private Inside(
      ClassLoader loader,
      Function<Instrumentation, ClassFileTransformer> side,
      BiPredicate<ClassLoader, byte[]> glance) {
    this.loader = loader;
    this.side = side;
    this.glance = glance;
  }

  /**
   * Opens the loader and reads the configuration.
   *
   * @throws IllegalArgumentException if the configuration is missing or wrong
   * @throws IllegalStateException if the agent's jar is not whole
   */
  static Inside open(@Nullable String arguments) {
    try {
      ClassLoader loader = isolated();
      Class<?> entry = Class.forName(ENTRY, true, loader);
      Object[] opened = new Object[1];
      entry.getMethod("open", String.class, Object[].class).invoke(null, arguments, opened);
      return of(loader, opened[0]);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the agent cannot start: " + e.getCause(), e);
    } catch (ReflectiveOperationException | LinkageError | URISyntaxException | IOException e) {
      throw new IllegalStateException("the agent's jar cannot be read or is not whole: " + e, e);
    }
  }

  @SuppressWarnings("unchecked") // the contract of AgentSide.open
  private static Inside of(ClassLoader loader, Object side) {
    return new Inside(
        loader,
        (Function<Instrumentation, ClassFileTransformer>) side,
        (BiPredicate<ClassLoader, byte[]>) side);
  }

  /** The loader of the other side. */
  ClassLoader loader() {
    return loader;
  }

  /** Whether a class has something to lock, as far as a glance at its file can tell. */
  boolean concerns(ClassLoader loader, byte[] file) {
    return glance.test(loader, file);
  }

  /** Where the locks lie and what rules there are, for people. */
  String shown() {
    return side.toString();
  }

  /** Opens what weaves. To be called at the first hit: it costs what a miss must not pay. */
  ClassFileTransformer weaver(Instrumentation instrumentation) {
    return side.apply(instrumentation);
  }

  /**
   * Tells of a class that could not be woven.
   *
   * @param isLoaded whether it is loaded already
   * @return whether it must not be loaded; otherwise it runs without locks
   */
  @SuppressWarnings("unchecked") // as above
  boolean refuses(ClassLoader of, String name, boolean isLoaded, Throwable failure) {
    boolean runs = isLoaded || !((BooleanSupplier) side).getAsBoolean();
    ((Consumer<Object[]>) side).accept(new Object[] {of, name, runs, failure.toString()});
    return !runs;
  }

  /** The loader of the other side, with nothing in it yet. */
  static ClassLoader isolated() throws URISyntaxException, IOException {
    ProtectionDomain domain = ZkLockedAgent.class.getProtectionDomain();
    return new IsolatedLoader(new File(domain.getCodeSource().getLocation().toURI()), domain);
  }
}
