package io.zklocked.runtime.engine;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events with a flaw, of sessions with a flaw. Confined to one thread. */
final class FlawedEvents implements Ensemble.Events {

  private final Flaw flaw;
  private final Ensemble.Events sound;
  private final SimClient client;
  private final Map<Session, FlawedSession> sessions = new HashMap<>();
  private @Nullable Session connected;

  FlawedEvents(Flaw flaw, Ensemble.Events sound, SimClient client) {
    this.flaw = flaw;
    this.sound = sound;
    this.client = client;
  }

  private FlawedSession of(Session session) {
    return sessions.computeIfAbsent(session, s -> new FlawedSession(flaw, s, client));
  }

  /** Somebody comes, and nobody else of this process waits or holds. */
  void comesToIdle() {
    Session session = connected;
    if (flaw == Flaw.CREATE_PLUS_THIRD && session != null) {
      sound.ended(of(session));
      sessions.remove(session);
      sound.connected(of(session));
    }
  }

  @Override
  public void connected(Session session) {
    connected = session;
    FlawedSession flawed = of(session);
    sound.connected(flawed);
    if (flaw == Flaw.REAPS_UNKNOWN) {
      flawed.reapUnknown("/zklocked/k0");
    }
  }

  @Override
  public void disconnected(Session session) {
    connected = null;
    if (flaw != Flaw.DEAF) {
      sound.disconnected(of(session));
    }
  }

  @Override
  public void ended(Session session) {
    connected = null;
    if (flaw != Flaw.DEAF) {
      sound.ended(of(session));
    }
  }

  @Override
  public void changed(Session session, String path) {
    if (flaw != Flaw.ASLEEP) {
      sound.changed(of(session), path);
    }
  }

  @Override
  public void failed(String reason) {
    sound.failed(reason);
  }
}
