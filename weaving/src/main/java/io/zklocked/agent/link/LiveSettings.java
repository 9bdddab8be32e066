package io.zklocked.agent.link;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.rule.RulesFile;
import io.zklocked.runtime.rule.Settable;
import java.lang.invoke.SwitchPoint;

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
    this.state = new State(rules, new SwitchPoint());
  }

  /**
   * Puts other settings into effect, for calls that begin from now on.
   *
   * @param rules the rules
   */
  public synchronized void change(RulesFile rules) {
    SwitchPoint before = state.unchanged;
    state = new State(rules, new SwitchPoint());
    SwitchPoint.invalidateAll(new SwitchPoint[] {before});
  }

  boolean mayChange() {
    return mayChange;
  }

  /** Is invalidated when what {@link #applyTo} gives from now on may have changed. */
  SwitchPoint unchanged() {
    return state.unchanged;
  }

  LockAttributes applyTo(LockAttributes woven) {
    return Settable.live(woven, state.rules);
  }

  private record State(RulesFile rules, SwitchPoint unchanged) {}
}
