package io.zklocked.agent.inside;

import io.zklocked.agent.weave.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Defines the dispatcher in {@code java.lang}, where woven code of any loader and any module finds
 * it. Stateless.
 */
final class Dispatcher {

  /** The internal name of the dispatcher. */
  static final String NAME = Weaver.DISPATCHER_OF_AGENT;

  private static final String FILE = "boot/" + NAME + ".classdata";

  private Dispatcher() {}

  /**
   * Opens {@code java.lang} to the agent's own loader, and to nobody else, defines the class and
   * installs its doors.
   *
   * @throws IllegalStateException if that is not possible
   */
  static void install(
      Instrumentation instrumentation,
      Function<Object[], CallSite> linker,
      Supplier<?> holds,
      Predicate<Class<?>> woven,
      BiFunction<MethodHandles.Lookup, String, MethodHandle> sites) {
    Module own = Dispatcher.class.getModule();
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(own)),
        Set.of(),
        Map.of());
    try {
      MethodHandles.Lookup inLang =
          MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
      Class<?> dispatch = inLang.defineClass(file());
      inLang
          .findStatic(
              dispatch,
              "install",
              MethodType.methodType(
                  void.class, Function.class, Supplier.class, Predicate.class, BiFunction.class))
          .invoke(linker, holds, woven, sites);
    } catch (Throwable e) {
      throw new IllegalStateException("the dispatcher cannot be defined in java.lang: " + e, e);
    }
  }

  private static byte[] file() throws IOException {
    try (InputStream stream = Dispatcher.class.getClassLoader().getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IOException("the agent's jar has no " + FILE);
      }
      return stream.readAllBytes();
    }
  }
}
