package io.zklocked.agent.inside;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Gives the rights of a class of the application, as a call site in it would; where its module does
 * not open its package, it is opened to the agent's own loader, and to nobody else. Thread-safe.
 */
final class ClassRights implements Function<Class<?>, MethodHandles.Lookup> {

  private final Instrumentation instrumentation;

  ClassRights(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public MethodHandles.Lookup apply(Class<?> type) {
    Module own = ClassRights.class.getModule();
    try {
      if (!type.getModule().isOpen(type.getPackageName(), own)) {
        instrumentation.redefineModule(
            type.getModule(),
            Set.of(),
            Map.of(),
            Map.of(type.getPackageName(), Set.of(own)),
            Set.of(),
            Map.of());
      }
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the agent has no rights in " + type.getName(), e);
    }
  }
}
