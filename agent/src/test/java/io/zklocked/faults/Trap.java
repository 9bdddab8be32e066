package io.zklocked.faults;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Resets a client's connection at one request of a kind, once. Thread-safe. */
final class Trap {

  /** Where the connection breaks. */
  enum Point {
    /** The server never sees the request. */
    BEFORE_IT,
    /** The server gets the request; whether it reads it is up to the network. */
    BEHIND_IT,
    /** The server has answered; the client never sees the answer. */
    BEFORE_THE_ANSWER
  }

  /** The first message of a connection, which asks for a session or for the old one. */
  static final int CONNECT = Integer.MIN_VALUE;

  private final int operation;
  private final Point point;
  private final AtomicBoolean armed = new AtomicBoolean(true);
  private final CompletableFuture<Void> sprung = new CompletableFuture<>();

  Trap(int operation, Point point) {
    this.operation = operation;
    this.point = point;
  }

  /** Whether this request is the one; at most once true. */
  boolean takes(int found) {
    return found == operation && armed.compareAndSet(true, false);
  }

  Point point() {
    return point;
  }

  void spring() {
    sprung.complete(null);
  }

  /** Complete when the connection was reset. */
  CompletableFuture<Void> sprung() {
    return sprung;
  }

  /** Lets everything pass from now on. */
  void disarm() {
    armed.set(false);
  }
}
