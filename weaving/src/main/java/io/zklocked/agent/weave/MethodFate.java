package io.zklocked.agent.weave;

import io.zklocked.rules.LockAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a method that is to be locked. Immutable.
 *
 * @param name its name
 * @param descriptor its types
 * @param shown class and method, for people
 * @param locks its locks
 * @param state what its calls do
 * @param reason why they are not locked; null if they are
 */
public record MethodFate(
    String name,
    String descriptor,
    String shown,
    List<Lock> locks,
    State state,
    @Nullable String reason) {

  /** What the calls of a method do. */
  public enum State {
    /** They run under its locks. */
    LOCKED,
    /** They throw. */
    REFUSED,
    /** They RUN WITHOUT LOCKS. */
    UNLOCKED
  }

  /**
   * A lock of a method.
   *
   * @param template its resource
   * @param mode how it is held
   * @param origin who asks for it
   */
  public record Lock(String template, String mode, String origin) {}

  /**
   * The same method, of which something else is known now.
   *
   * @param changed what its calls do
   * @param why why they are not locked
   * @return a copy
   */
  public MethodFate as(State changed, String why) {
    return new MethodFate(name, descriptor, shown, locks, changed, why);
  }

  static MethodFate of(AnnotatedMethod method, State state, @Nullable String reason) {
    List<Lock> locks = new ArrayList<>(method.locks().size());
    for (DeclaredLock lock : method.locks()) {
      LockAttributes said = lock.attributes();
      locks.add(new Lock(said.template(), said.mode().name(), lock.origin()));
    }
    return new MethodFate(
        method.name(), method.descriptor(), method.shown(), List.copyOf(locks), state, reason);
  }
}
