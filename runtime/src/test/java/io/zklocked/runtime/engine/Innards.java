package io.zklocked.runtime.engine;

import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Looks into an engine that should have nothing left. */
final class Innards {

  private Innards() {}

  static void checkEmpty(LockEngine lockEngine, SimWorld world) {
    Engine engine = (Engine) field(lockEngine, "engine");
    for (String table : List.of("byDirectory", "byWatched")) {
      check(table, field(engine.lines, table), world);
    }
    for (String table : List.of("nodes", "expected")) {
      check(table, field(engine.reaper, table), world);
    }
  }

  static boolean isEmpty(LockEngine lockEngine, SimWorld world) {
    try {
      checkEmpty(lockEngine, world);
      return true;
    } catch (SimViolation left) {
      return false;
    }
  }

  private static void check(String name, Object table, SimWorld world) {
    boolean isEmpty =
        table instanceof Map<?, ?> map ? map.isEmpty() : ((Collection<?>) table).isEmpty();
    if (!isEmpty) {
      throw world.violation("L2", name + " is left with " + table);
    }
  }

  private static Object field(Object owner, String name) {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the engine has changed its fields", e);
    }
  }
}
