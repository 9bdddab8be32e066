package io.zklocked.runtime.engine;

/** Waits for a session, and until no body of this process runs on under the same, lost lock. */
final class Parked implements Phase {

  private final Contender contender;

  Parked(Contender contender) {
    this.contender = contender;
  }

  @Override
  public void connected(Session now, Effects effects) {
    contender.enrol(effects);
  }

  @Override
  public void vacated(Effects effects) {
    contender.enrol(effects);
  }

  @Override
  public void ended(Session gone, Effects effects) {
    // waits on for the next
  }

  @Override
  public void leave(Effects effects) {
    // has nothing
  }
}
