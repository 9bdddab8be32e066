package io.zklocked.runtime.engine;

/** What an engine says, for the trace and for the moves. Confined to one thread. */
final class SimLog implements EngineLog {

  private final SimWorld world;
  private final String name;
  private final SimMoves moves;

  SimLog(SimWorld world, String name, SimMoves moves) {
    this.world = world;
    this.name = name;
    this.moves = moves;
  }

  @Override
  public void debug(String message) {
    say(message);
  }

  @Override
  public void info(String message) {
    say(message);
  }

  @Override
  public void warn(String message) {
    say(message);
  }

  @Override
  public void error(String message) {
    say(message);
  }

  private void say(String message) {
    moves.said(message);
    if (world.traces) {
      world.note(name + " says: " + message);
    }
  }
}
