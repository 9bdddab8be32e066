package io.zklocked.agent.link;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.rule.RulesFile;
import io.zklocked.runtime.rule.Settable;
import java.lang.invoke.SwitchPoint;
import org.jspecify.annotations.Nullable;

/**
 * What is set of locks from outside, as it stands now. Call sites that depend on it are linked
 * again when it changes, and cost nothing while it does not. Thread-safe.
 */
public final class LiveSettings {

  private final boolean mayChange;
  private volatile State state;

  /**
   * Settings as they are at the start.
   *
   * @param rules the rules
   * @param mayChange whether {@link #change} may be called
   */
  public LiveSettings(RulesFile rules, boolean mayChange) {
    this.mayChange = mayChange;
    this.state = new State(rules);
  }

  /**
   * Puts other settings into effect, for calls that begin from now on.
   *
   * @param rules the rules
   */
  public synchronized void change(RulesFile rules) {
    State before = state;
    state = new State(rules);
    before.invalidate();
  }

  boolean mayChange() {
    return mayChange;
  }

  /** Is invalidated when what {@link #applyTo} gives from now on may have changed. */
  SwitchPoint unchanged() {
    return state.unchanged();
  }

  LockAttributes applyTo(LockAttributes woven) {
    return Settable.live(woven, state.rules);
  }

  /**
   * What is set for a time. The switch is made when it is first asked for: it is dear, and the
   * agent starts with every program. Thread-safe: guarded by {@code this}.
   */
  private static final class State {
    private final RulesFile rules;
    private @Nullable SwitchPoint unchanged;
    private boolean isOver;

    State(RulesFile rules) {
      this.rules = rules;
    }

    synchronized SwitchPoint unchanged() {
      SwitchPoint made = unchanged;
      if (made == null) {
        made = new SwitchPoint();
        unchanged = made;
        if (isOver) {
          SwitchPoint.invalidateAll(new SwitchPoint[] {made});
        }
      }
      return made;
    }

    synchronized void invalidate() {
      isOver = true;
      if (unchanged != null) {
        SwitchPoint.invalidateAll(new SwitchPoint[] {unchanged});
      }
    }
  }
}
