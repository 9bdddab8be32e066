package io.zklocked.runtime;

import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;

/**
 * Those who hear of the sessions, the engine first. Immutable.
 *
 * @param engine decides by what it hears
 * @param other hears the same
 */
record Audience(Ensemble.Events engine, Ensemble.Events other) implements Ensemble.Events {

  @Override
  public void connected(Session session) {
    engine.connected(session);
    other.connected(session);
  }

  @Override
  public void disconnected(Session session) {
    engine.disconnected(session);
    other.disconnected(session);
  }

  @Override
  public void ended(Session session) {
    engine.ended(session);
    other.ended(session);
  }

  @Override
  public void changed(Session session, String path) {
    engine.changed(session, path);
    other.changed(session, path);
  }

  @Override
  public void failed(String reason) {
    engine.failed(reason);
    other.failed(reason);
  }
}
