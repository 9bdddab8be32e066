package io.zklocked.runtime.engine;

/** What an engine says, for the trace. Confined to one thread. */
final class SimLog implements EngineLog {

  private final SimWorld world;
  private final String name;

  SimLog(SimWorld world, String name) {
    this.world = world;
    this.name = name;
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
    if (world.traces) {
      world.note(name + " says: " + message);
    }
  }
}
