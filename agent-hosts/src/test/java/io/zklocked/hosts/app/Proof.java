package io.zklocked.hosts.app;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Finds out, from within an application, whether a method of it is locked. Stateless. */
public final class Proof {

  /** What {@link #of} says of a method that is locked as it should be. */
  public static final String LOCKED = "held, busy (own), free for others, free again";

  /** The same, where the application lacks the annotations. */
  public static final String LOCKED_WITHOUT_ANNOTATIONS =
      "not seen, busy (the agent's), free for others, free again";

  /** What it says of a method without a lock. */
  public static final String UNLOCKED = "NOT HELD, NOT LOCKED, free for others, free again";

  private Proof() {}

  /** A method that is locked by its id and does not wait. */
  @FunctionalInterface
  public interface Locked {

    /**
     * Calls it.
     *
     * @param id which of them
     * @param body the work
     * @return what that gives
     * @throws Exception what that throws
     */
    String call(long id, Callable<String> body) throws Exception;
  }

  /**
   * Calls a method, and others of its kind from within.
   *
   * @param locked the method
   * @return what was seen
   * @throws Exception if anything fails
   */
  public static String of(Locked locked) throws Exception {
    String inside =
        locked.call(
            7,
            () ->
                sight()
                    + ", "
                    + elsewhere(() -> locked.call(7, () -> "NOT LOCKED"))
                    + ", "
                    + elsewhere(() -> locked.call(8, () -> "free for others")));
    return inside + ", " + elsewhere(() -> locked.call(7, () -> "free again"));
  }

  private static String sight() throws ReflectiveOperationException {
    try {
      Object held = Class.forName("io.zklocked.HeldLock").getMethod("current").invoke(null);
      Object state = held.getClass().getMethod("state").invoke(held);
      return state.toString().equals("VALID") ? "held" : "state " + state;
    } catch (ClassNotFoundException e) {
      return "not seen";
    } catch (InvocationTargetException e) {
      return "NOT HELD";
    }
  }

  /**
   * Makes a call on another thread.
   *
   * @param call the call
   * @return what it gives, or that it was refused because of a lock, and whose exception said so
   * @throws Exception any other failure of it
   */
  public static String elsewhere(Callable<String> call) throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      return other.submit(call).get();
    } catch (ExecutionException e) {
      if (e.getCause().getClass().getName().equals("io.zklocked.LockBusyException")) {
        return "busy (" + (isOwn(e.getCause().getClass()) ? "own)" : "the agent's)");
      }
      throw e;
    } finally {
      other.shutdown();
    }
  }

  private static boolean isOwn(Class<?> type) {
    try {
      return Class.forName(type.getName()) == type;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
