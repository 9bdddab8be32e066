package io.zklocked.sample.demo.stage;

import io.zklocked.sample.demo.stage.CommandLines.Locks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where one program is played. Immutable. */
public final class Stage {

  private final Choices choices;
  private final Screen screen;
  private final Cleanup cleanup;
  private final String connect;
  private final @Nullable EmbeddedEnsemble servers;
  private final String root;

  /**
   * A stage, whose locks have a root that nobody else has.
   *
   * @param choices what the user asked for
   * @param screen where the user reads
   * @param cleanup closes what is opened, behind this play
   * @param connect the ensemble
   * @param servers the ensemble if it is the demo's own; null if not
   */
  public Stage(
      Choices choices,
      Screen screen,
      Cleanup cleanup,
      String connect,
      @Nullable EmbeddedEnsemble servers) {
    this.choices = choices;
    this.screen = screen;
    this.cleanup = cleanup;
    this.connect = connect;
    this.servers = servers;
    this.root = RunRoot.freshPath();
  }

  /** What the user asked for. */
  public Choices choices() {
    return choices;
  }

  /** Where the user reads. */
  public Screen screen() {
    return screen;
  }

  /** Closes what this play opens. */
  public Cleanup cleanup() {
    return cleanup;
  }

  /** The ensemble. */
  public String connect() {
    return connect;
  }

  /** The servers of the ensemble, to be stopped and started; empty if they are the user's. */
  public Optional<EmbeddedEnsemble> servers() {
    return Optional.ofNullable(servers);
  }

  /** The node below which all locks of this play lie, and whatever else it creates. */
  public String root() {
    return root;
  }

  /** The configuration of a worker's locks, as the agent takes it. */
  public String configuration() {
    return "connect=" + connect + ",root=" + root;
  }

  /** How this play applies locks. */
  public Locks locks() {
    if (choices.unlocked()) {
      return Locks.NONE;
    }
    return choices.guice() ? Locks.GUICE : Locks.AGENT;
  }

  /** The same, in words. */
  public String withLocks() {
    return locks().inWords();
  }

  /**
   * Command lines of workers.
   *
   * @param locks how they apply locks
   * @param settings more of the configuration, such as {@code wait-time=5s}
   */
  public CommandLines commands(Locks locks, String... settings) {
    String more = settings.length == 0 ? "" : "," + String.join(",", settings);
    return new CommandLines(locks, locks == Locks.NONE ? null : configuration() + more);
  }
}
