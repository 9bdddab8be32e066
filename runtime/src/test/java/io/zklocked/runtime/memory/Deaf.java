package io.zklocked.runtime.memory;

import io.zklocked.runtime.engine.Ensemble;
import io.zklocked.runtime.engine.Session;

/** Hears nothing of what a session does. */
final class Deaf implements Ensemble.Events {

  @Override
  public void connected(Session session) {}

  @Override
  public void disconnected(Session session) {}

  @Override
  public void ended(Session session) {}

  @Override
  public void changed(Session session, String path) {}

  @Override
  public void failed(String reason) {}
}
