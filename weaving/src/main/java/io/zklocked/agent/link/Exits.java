package io.zklocked.agent.link;

import io.zklocked.ZkLockException;
import io.zklocked.runtime.call.LockedMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The handles by which a call leaves. Stateless. */
final class Exits {

  private static final MethodHandle EXIT;
  private static final MethodHandle FAIL;

  static {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      EXIT =
          lookup.findStatic(
              LockedMethod.class,
              "exit",
              MethodType.methodType(Object.class, Object.class, Object.class, Throwable.class));
      FAIL =
          lookup.findStatic(
              Exits.class,
              "fail",
              MethodType.methodType(void.class, OwnCopies.class, Throwable.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Exits() {}

  /**
   * Leaves after a body that returned.
   *
   * @param type the result, if any, and what was entered; gives the result
   */
  static MethodHandle exit(MethodType type) {
    return exit(type, EXIT);
  }

  /**
   * The same by another handle, of the type of {@link LockedMethod#exit}.
   *
   * @param type as above
   * @param exit takes what was entered, the result and the failure, and gives the result
   */
  static MethodHandle exit(MethodType type, MethodHandle exit) {
    // (entered, result) -> result
    MethodHandle returned = MethodHandles.insertArguments(exit, 2, (Object) null);
    if (!type.returnType().isPrimitive()) {
      return MethodHandles.permuteArguments(
              returned, MethodType.methodType(Object.class, Object.class, Object.class), 1, 0)
          .asType(type);
    }
    MethodHandle leave =
        MethodHandles.insertArguments(returned, 1, (Object) null)
            .asType(MethodType.methodType(void.class, Object.class));
    if (type.returnType() == void.class) {
      return leave;
    }
    Class<?> result = type.returnType();
    return MethodHandles.foldArguments(
        MethodHandles.dropArguments(MethodHandles.identity(result), 1, Object.class),
        MethodHandles.dropArguments(leave, 0, result));
  }

  /** Leaves after a body that threw: its failure is the call's, whatever happens here. */
  static MethodHandle fail(OwnCopies copies) {
    return FAIL.bindTo(copies);
  }

  /** Leaves, and adds to the failure what that says. */
  static void fail(OwnCopies copies, Throwable failure, Object entered) {
    try {
      Collector collector = new Collector();
      LockedMethod.exit(entered, null, collector);
      for (Throwable suppressed : collector.getSuppressed()) {
        suppress(copies, failure, suppressed);
      }
    } catch (Throwable e) {
      // The body's failure wins over whatever this is.
      suppress(copies, failure, e);
    }
  }

  private static void suppress(OwnCopies copies, Throwable failure, Throwable suppressed) {
    if (suppressed != failure && !hasRolledBack(failure, suppressed)) {
      failure.addSuppressed(
          suppressed instanceof ZkLockException ours ? copies.copy(ours) : suppressed);
    }
  }

  /** Whether the failure is this loss already, told when a transaction was rolled back for it. */
  private static boolean hasRolledBack(Throwable failure, Throwable loss) {
    String message = String.valueOf(loss.getMessage());
    String told = String.valueOf(failure.getMessage());
    return failure.getClass().getName().equals(loss.getClass().getName())
        && told.length() > message.length()
        && told.startsWith(message);
  }

  /** Stands for the body's failure, to collect what is to be added to it. */
  private static final class Collector extends Throwable {
    private static final long serialVersionUID = 1L;

    Collector() {
      super(null, null, true, false);
    }
  }
}
