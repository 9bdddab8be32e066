package io.zklocked.runtime.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Sees to it that whoever holds for more than a moment watches his node: whether somebody else
 * deletes it, and whether anybody else comes. Guarded by the engine's lock.
 *
 * <p>Most bodies are over sooner than that, and their servers are spared a request; one timer does
 * for all.
 */
final class Lookout {

  private static final long MOMENT_NANOS = 5_000_000L;

  private final Engine engine;
  private Set<Tenure> recent = new LinkedHashSet<>();
  private Set<Tenure> due = new LinkedHashSet<>();
  private boolean isTimed;

  Lookout(Engine engine) {
    this.engine = engine;
  }

  /** It begins, and watches nothing yet. */
  void began(Tenure tenure, Effects effects) {
    recent.add(tenure);
    time(effects);
  }

  /** It is over. */
  void over(Tenure tenure) {
    if (!recent.remove(tenure)) {
      due.remove(tenure);
    }
  }

  private void time(Effects effects) {
    if (!isTimed) {
      isTimed = true;
      effects.add(() -> engine.time.after(MOMENT_NANOS, () -> engine.on(this::look)));
    }
  }

  private void look(Effects effects) {
    isTimed = false;
    List<Tenure> now = List.copyOf(due);
    due.clear();
    Set<Tenure> next = recent;
    recent = due;
    due = next;
    now.forEach(tenure -> tenure.look(effects));
    if (!due.isEmpty()) {
      time(effects);
    }
  }
}
