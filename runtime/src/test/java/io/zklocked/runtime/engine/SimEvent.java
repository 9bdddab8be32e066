package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import org.jspecify.annotations.Nullable;

/**
 * Something that an engine takes.
 *
 * @param cause what it is about
 * @param path what was asked for, if it is an answer
 * @param code how that was answered
 * @param value what the answer gives
 */
record SimEvent(Cause cause, String path, @Nullable Code code, @Nullable Object value) {

  static final SimEvent NOTHING = new SimEvent(Cause.NOTHING);

  /** What an event is about. */
  enum Cause {
    NOTHING,
    CALLED,
    LEFT,
    ABANDONED,
    CONNECTED,
    DISCONNECTED,
    ENDED,
    CHANGED,
    RANG,
    CREATED,
    LISTED,
    READ,
    SYNCED,
    BEATEN
  }

  SimEvent(Cause cause) {
    this(cause, "", null, null);
  }
}
