package io.zklocked.runtime.reactor;

import java.lang.invoke.MethodHandle;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The Reactor of one application, which this module neither brings nor compiles against: its
 * publishers have to be those of the application's own class loader. What obeys the rules of
 * Reactive Streams, and carries Reactor's context, are its own operators, {@code usingWhen} above
 * all. Immutable.
 */
public final class Reactor {

  private final Operators operators;

  private Reactor(Operators operators) {
    this.operators = operators;
  }

  /**
   * Finds the Reactor that a class can see.
   *
   * @param loader the loader of the class; null for the boot loader
   * @return it, or null if there is none, or one that is older than 3.3
   */
  public static @Nullable Reactor of(@Nullable ClassLoader loader) {
    Operators operators = Operators.of(loader);
    return operators == null ? null : new Reactor(operators);
  }

  /**
   * Whether its publishers can be those of a method.
   *
   * @param declared what the method returns
   * @return whether {@link #publisher} can make one
   */
  public boolean makes(Class<?> declared) {
    return declared == Flow.Publisher.class
        || declared.isAssignableFrom(operators.mono())
        || declared.isAssignableFrom(operators.flux());
  }

  /**
   * Makes a publisher each of whose subscriptions runs by itself.
   *
   * @param declared what the method returns: {@code Mono}, {@code Flux}, {@code Publisher}, or that
   *     of {@link Flow}
   * @param runs asked once for each subscription
   * @return a publisher of that type
   */
  public Object publisher(Class<?> declared, Supplier<? extends LockedRun> runs) {
    if (declared == operators.mono()) {
      return locked(operators.monoUsingWhen(), runs, this::direct, made -> made);
    }
    if (declared != Flow.Publisher.class) {
      return locked(operators.fluxUsingWhen(), runs, work -> work, made -> made);
    }
    Object flux = locked(operators.fluxUsingWhen(), runs, work -> work, this::publisher);
    return Operators.call(operators.toFlow(), flux);
  }

  private Object locked(
      MethodHandle usingWhen,
      Supplier<? extends LockedRun> runs,
      UnaryOperator<Object> adapted,
      UnaryOperator<Object> source) {
    Function<LockedRun, Object> work =
        run -> {
          Object begun = Operators.call(operators.fromFuture(), run.begin());
          Function<Object, Object> body = any -> body(run, source);
          return adapted.apply(Operators.call(operators.flatMapMany(), begun, body));
        };
    Function<LockedRun, Object> completed = run -> ended(run.end(null));
    BiFunction<LockedRun, Throwable, Object> failed = (run, failure) -> ended(run.end(failure));
    Function<LockedRun, Object> cancelled =
        run -> {
          run.end(null); // nobody is left to be told
          return ended(null);
        };
    Object run = Operators.call(operators.fromSupplier(), runs);
    return Operators.call(usingWhen, run, work, completed, failed, cancelled);
  }

  /** A body that throws has a publisher that fails, so that the subscription ends. */
  private Object body(LockedRun run, UnaryOperator<Object> source) {
    try {
      Object made = run.body();
      return made == null ? ended(null) : source.apply(made);
    } catch (Throwable e) {
      // Hidden: of what it knows to fail, Reactor throws some errors where nobody hears of them.
      return Operators.call(operators.hide(), ended(e));
    }
  }

  /** With its work begun before anybody asks for its value, as that of a flux is. */
  private Object direct(Object work) {
    return Operators.call(operators.fromDirect(), work);
  }

  private Object publisher(Object flow) {
    return Operators.call(operators.toPublisher(), flow);
  }

  /** A publisher that ends at once. */
  private Object ended(@Nullable Throwable failure) {
    return failure == null
        ? Operators.call(operators.empty())
        : Operators.call(operators.error(), failure);
  }
}
