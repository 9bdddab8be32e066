package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Created;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into an engine, for what its ports do not tell. */
final class Innards {

  private static final VarHandle ENGINE = handle(LockEngine.class, "engine", Engine.class);
  private static final VarHandle UNSAFE = handle(Engine.class, "isUnsafe", boolean.class);
  private static final VarHandle NEXT = handle(Line.class, "next", Contender.class);
  private static final VarHandle TENURES = handle(Line.class, "tenures", Tenures.class);
  private static final VarHandle ALL = handle(Tenures.class, "tenures", List.class);
  private static final VarHandle PHASE = handle(Contender.class, "phase", Phase.class);
  private static final VarHandle GRANTS = handle(Tenure.class, "grants", long.class);
  private static final VarHandle STAGE = handle(PermitAttempt.class, "stage", Waiter.class);
  private static final VarHandle MUTEX = handle(PermitAttempt.class, "mutex", Holding.class);
  private static final VarHandle QUEUED = handle(Queueing.class, "node", Created.class);
  private static final VarHandle COUNTED = handle(Counting.class, "node", Created.class);
  private static final VarHandle ENROLLING = progressOf(Enrolling.class);
  private static final VarHandle QUEUEING = progressOf(Queueing.class);
  private static final VarHandle COUNTING = progressOf(Counting.class);

  private Innards() {}

  private static VarHandle handle(Class<?> owner, String field, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findVarHandle(owner, field, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the engine has changed its fields", e);
    }
  }

  private static VarHandle progressOf(Class<?> phase) {
    try {
      return handle(phase, "progress", phase.getDeclaredField("progress").getType());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the engine has changed its fields", e);
    }
  }

  // --- What it is doing ---

  static Engine engine(LockEngine engine) {
    return (Engine) ENGINE.get(engine);
  }

  static boolean isUnsafe(Engine engine) {
    return (boolean) UNSAFE.get(engine);
  }

  static @Nullable Contender next(Line line) {
    return (Contender) NEXT.get(line);
  }

  @SuppressWarnings("unchecked")
  static List<Tenure> tenures(Line line) {
    return (List<Tenure>) ALL.get((Tenures) TENURES.get(line));
  }

  static @Nullable Phase phase(Contender contender) {
    return (Phase) PHASE.get(contender);
  }

  /** How far it has come; empty for a phase without steps. */
  static String progress(Phase phase) {
    VarHandle field =
        phase instanceof Enrolling
            ? ENROLLING
            : phase instanceof Queueing ? QUEUEING : phase instanceof Counting ? COUNTING : null;
    return field == null ? "" : ((Enum<?>) (Object) field.get(phase)).name();
  }

  /** The path of the node that a phase stands in line with; null if there is none. */
  static @Nullable String node(Object phase) {
    if (phase instanceof Queueing queueing) {
      return ((Created) QUEUED.get(queueing)).path();
    }
    if (phase instanceof Tenure tenure) {
      return tenure.node().path();
    }
    return phase instanceof Counting counting ? ((Created) COUNTED.get(counting)).path() : null;
  }

  static long grants(Tenure tenure) {
    return (long) GRANTS.get(tenure);
  }

  static boolean isPending(PermitAttempt attempt) {
    return (Waiter) STAGE.get(attempt) != null;
  }

  static boolean hasMutex(PermitAttempt attempt) {
    return (Holding) MUTEX.get(attempt) != null;
  }

  // --- What should not be left ---

  static void checkEmpty(LockEngine lockEngine, SimWorld world) {
    Engine engine = engine(lockEngine);
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
