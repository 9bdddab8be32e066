package io.zklocked.spi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The holds of each thread, innermost first: the one place where a body finds the lock under which
 * it runs. A hold is given as a view over JDK types, so that a runtime in another class loader can
 * offer one; see {@link HoldFacts} for the names it answers to.
 *
 * <p>Each method works on the calling thread alone, but {@link #remove} may be called by any thread
 * with the list that {@link #push} gave. On a thread that has held locks and holds none an empty
 * collection of the JDK is left, so that the next lock need not make one; it keeps no class alive.
 */
public final class ThreadHolds {

  private static final ThreadLocal<Deque<Function<String, @Nullable Object>>> HOLDS =
      new ThreadLocal<>();

  /** Whether any thread has ever held a lock by this copy: under the agent, its own alone does. */
  private static final AtomicBoolean USED = new AtomicBoolean();

  private ThreadHolds() {}

  /**
   * Makes a hold the innermost of the calling thread.
   *
   * @param hold its view
   */
  public static void push(Function<String, @Nullable Object> hold) {
    Deque<Function<String, @Nullable Object>> holds = HOLDS.get();
    if (holds == null) {
      holds = new ArrayDeque<>(4);
      HOLDS.set(holds);
      USED.set(true);
    }
    holds.push(hold);
  }

  /**
   * Takes a hold from the calling thread; without effect if it is not there.
   *
   * @param hold the view that was pushed
   */
  public static void remove(Function<String, @Nullable Object> hold) {
    Deque<Function<String, @Nullable Object>> holds = HOLDS.get();
    if (holds != null) {
      holds.removeFirstOccurrence(hold);
    }
  }

  /**
   * The view that was pushed last on the calling thread and was not removed, open or not.
   *
   * @return the view, or null if there is none
   */
  public static @Nullable Function<String, @Nullable Object> last() {
    Deque<Function<String, @Nullable Object>> holds = HOLDS.get();
    return holds == null ? null : holds.peek();
  }

  /**
   * How many views were pushed on the calling thread and were not removed, open or not.
   *
   * @return the number
   */
  public static int count() {
    Deque<Function<String, @Nullable Object>> holds = HOLDS.get();
    return holds == null ? 0 : holds.size();
  }

  /**
   * Shows the views that were pushed on the calling thread and were not removed, open or not, the
   * innermost first.
   *
   * @param visitor is shown each; must neither push nor remove
   */
  public static void forEach(Consumer<Function<String, @Nullable Object>> visitor) {
    Deque<Function<String, @Nullable Object>> holds = HOLDS.get();
    if (holds != null) {
      holds.forEach(visitor);
    }
  }

  /**
   * The innermost hold of the calling thread that is still open. Holds that another thread has
   * closed are dropped on the way.
   *
   * @return its view, or null if the thread holds no lock
   */
  public static @Nullable Function<String, @Nullable Object> innermost() {
    Deque<Function<String, @Nullable Object>> holds = USED.get() ? HOLDS.get() : null;
    if (holds == null) {
      return null;
    }
    Function<String, @Nullable Object> view = holds.peek();
    if (view == null || Boolean.FALSE.equals(view.apply(HoldFacts.SHOWN))) {
      return view; // as nearly always
    }
    view = find(null, null, null);
    if (view != null) {
      var unused = view.apply(HoldFacts.SHOWN);
    }
    return view;
  }

  /**
   * The innermost open hold of the calling thread that a given runtime has on a given path, in a
   * given mode.
   *
   * @param runtime the identity that the view gives as {@link HoldFacts#RUNTIME}; null for any
   * @param path the path of the lock; null for any
   * @param mode what the view gives as {@link HoldFacts#MODE}; null for any
   * @return its view, or null if there is none
   */
  public static @Nullable Function<String, @Nullable Object> find(
      @Nullable Object runtime, @Nullable String path, @Nullable String mode) {
    Deque<Function<String, @Nullable Object>> holds = HOLDS.get();
    if (holds == null || holds.isEmpty()) {
      return null;
    }
    holds.removeIf(hold -> Boolean.TRUE.equals(hold.apply(HoldFacts.CLOSED)));
    for (Function<String, @Nullable Object> hold : holds) {
      if ((runtime == null || hold.apply(HoldFacts.RUNTIME) == runtime)
          && (path == null || path.equals(hold.apply(HoldFacts.PATH)))
          && (mode == null || mode.equals(hold.apply(HoldFacts.MODE)))) {
        return hold;
      }
    }
    return null;
  }
}
