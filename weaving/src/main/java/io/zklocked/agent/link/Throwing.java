package io.zklocked.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;

/** Makes handles that throw. Stateless. */
final class Throwing {

  private static final MethodHandle GET;

  static {
    try {
      GET =
          MethodHandles.lookup()
              .findVirtual(Supplier.class, "get", MethodType.methodType(Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Throwing() {}

  /** A handle of any type that throws, at each call, a failure made for that call. */
  static MethodHandle handle(MethodType type, Supplier<RuntimeException> failure) {
    MethodHandle made = GET.bindTo(failure).asType(MethodType.methodType(RuntimeException.class));
    MethodHandle thrown =
        MethodHandles.foldArguments(
            MethodHandles.throwException(type.returnType(), RuntimeException.class), made);
    return MethodHandles.dropArguments(thrown, 0, type.parameterList());
  }
}
