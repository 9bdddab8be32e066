package io.zklocked.runtime.curator;

import io.zklocked.runtime.engine.Session;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request on its way. Several may come to know its answer; the first one claims it. Thread-safe.
 */
final class Request<T> {

  private final String path;
  private final Session.Reply<T> reply;
  private final AtomicBoolean claimed = new AtomicBoolean();

  Request(String path, Session.Reply<T> reply) {
    this.path = path;
    this.reply = reply;
  }

  String path() {
    return path;
  }

  Session.Reply<T> reply() {
    return reply;
  }

  /** Whether the caller is the one who has to answer. */
  boolean claim() {
    return claimed.compareAndSet(false, true);
  }
}
