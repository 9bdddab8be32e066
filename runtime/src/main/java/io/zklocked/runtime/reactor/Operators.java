package io.zklocked.runtime.reactor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operators of one Reactor that are needed, all with arguments of any type. Immutable. */
record Operators(
    Class<?> mono,
    Class<?> flux,
    Class<?> publisher,
    MethodHandle empty,
    MethodHandle error,
    MethodHandle hide,
    MethodHandle fromSupplier,
    MethodHandle fromFuture,
    MethodHandle fromDirect,
    MethodHandle flatMapMany,
    MethodHandle monoUsingWhen,
    MethodHandle fluxUsingWhen,
    MethodHandle toPublisher,
    MethodHandle toFlow) {

  /** Those of the Reactor that a loader sees; null if there is none with all of them. */
  static @Nullable Operators of(@Nullable ClassLoader loader) {
    try {
      return find(
          Class.forName("reactor.core.publisher.Mono", false, loader),
          Class.forName("reactor.core.publisher.Flux", false, loader),
          Class.forName("org.reactivestreams.Publisher", false, loader),
          Class.forName("org.reactivestreams.FlowAdapters", false, loader));
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  private static Operators find(Class<?> mono, Class<?> flux, Class<?> publisher, Class<?> flow)
      throws ReflectiveOperationException {
    Lookup any = MethodHandles.publicLookup();
    Class<?>[] using = {Function.class, Function.class, BiFunction.class, Function.class};
    return new Operators(
        mono,
        flux,
        publisher,
        generic(any.findStatic(mono, "empty", MethodType.methodType(mono))),
        generic(any.findStatic(mono, "error", MethodType.methodType(mono, Throwable.class))),
        generic(any.findVirtual(mono, "hide", MethodType.methodType(mono))),
        generic(any.findStatic(mono, "fromSupplier", MethodType.methodType(mono, Supplier.class))),
        generic(
            any.findStatic(
                mono, "fromFuture", MethodType.methodType(mono, CompletableFuture.class))),
        generic(any.findStatic(mono, "fromDirect", MethodType.methodType(mono, publisher))),
        generic(any.findVirtual(mono, "flatMapMany", MethodType.methodType(flux, Function.class))),
        generic(any.findStatic(mono, "usingWhen", MethodType.methodType(mono, publisher, using))),
        generic(any.findStatic(flux, "usingWhen", MethodType.methodType(flux, publisher, using))),
        generic(
            any.findStatic(
                flow, "toPublisher", MethodType.methodType(publisher, Flow.Publisher.class))),
        generic(
            any.findStatic(
                flow, "toFlowPublisher", MethodType.methodType(Flow.Publisher.class, publisher))));
  }

  private static MethodHandle generic(MethodHandle operator) {
    MethodHandle fixed = operator.asFixedArity();
    return fixed
        .asType(fixed.type().generic())
        .asSpreader(Object[].class, fixed.type().parameterCount());
  }

  /** Applies an operator. */
  static Object call(MethodHandle operator, Object... arguments) {
    try {
      return (Object) operator.invokeExact(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an operator of Reactor failed", e);
    }
  }
}
