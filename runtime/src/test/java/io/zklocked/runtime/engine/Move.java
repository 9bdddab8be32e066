package io.zklocked.runtime.engine;

/**
 * The moves of the engine's tables of states in ARCHITECTURE.md: one or more for each row, where a
 * row tells of several. Which of them a simulation has covered is counted by {@link SimMoves}.
 */
enum Move {
  // --- A contender ---
  SENT("-", "somebody waits whom no tenure serves, and the session can be used"),
  QUEUED("Enrolling", "created and listed"),
  GRANTED_AT_ONCE("Enrolling", "created and listed"),
  DIRECTORY_MISSED("Enrolling", "directory missing"),
  CREATE_DOUBTED("Enrolling", "the create is in doubt (connection lost)"),
  LOOKED_FOR("Enrolling", "the create is in doubt (connection lost)"),
  FOUND("Enrolling", "... its id is seen"),
  NOT_FOUND("Enrolling", "... it is not seen"),
  GRANTED("Queueing", "listed, nobody to wait for, more than T/10 of trust left"),
  WATCHED("Queueing", "listed, somebody before it"),
  LISTED_ON_CHANGE("Queueing", "that one changed; reconciled; the watchdog's round"),
  LISTED_ON_RETURN("Queueing", "that one changed; reconciled; the watchdog's round"),
  LISTED_ON_ROUND("Queueing", "that one changed; reconciled; the watchdog's round"),
  MISSED("Queueing", "its own node is gone"),
  SENT_ANEW("Queueing", "its own node is gone"),
  SENT_TOO_OFTEN("Queueing", "its own node is gone"),
  HANDED_OVER(
      "Tenure", "its holder leaves, somebody of this process waits, budget and trust suffice"),
  SHARED("Tenure", "another reader of this process comes, nobody else is in line, trust suffices"),
  KEPT("Tenure", "its holder leaves, nobody waits, `retain`"),
  KEPT_FOR_THE_NEXT("Tenure", "its holder leaves, nobody waits, `retain`"),
  KEPT_UNTIL_ANOTHER_CAME("Tenure", "its holder leaves, nobody waits, `retain`"),
  KEPT_UNTIL_TIME_WAS_OVER("Tenure", "its holder leaves, nobody waits, `retain`"),
  REPLACED("Tenure", "otherwise its holder leaves"),
  RELEASED("Tenure", "otherwise its holder leaves"),
  NODE_LOST("Tenure", "its own node is gone"),
  ENDED_ENROLLING("any", "session ended, or nobody waits any more"),
  ENDED_QUEUEING("any", "session ended, or nobody waits any more"),
  ENDED_HOLDING("any", "session ended, or nobody waits any more"),
  UNWANTED_ENROLLING("any", "session ended, or nobody waits any more"),
  UNWANTED_QUEUEING("any", "session ended, or nobody waits any more"),

  // --- A semaphore ---
  PERMIT_WANTED("-", "a permit is wanted"),
  MUTEX_GRANTED("waits for the lock", "granted"),
  PERMIT_GRANTED("Counting", "no more nodes than permits, session and trust suffice"),
  PERMIT_AWAITED("Counting", "more of them"),
  PERMIT_MISSED("Counting", "its own node is gone"),
  MUTEX_LOST("any", "the lock is lost"),
  PERMIT_REFUSED("any", "given up, refused"),

  // --- A hold ---
  SUSPECTED("valid", "the session can no longer be trusted"),
  PROVEN(
      "suspect",
      "beats have moved the deadline ahead, and then its own node was seen, in the same session"),
  ENDED_WHILE_VALID(
      "valid, suspect", "session ended, own node gone, shutdown after the grace time"),
  DELETED_WHILE_VALID(
      "valid, suspect", "session ended, own node gone, shutdown after the grace time"),
  SHUT_DOWN_WHILE_VALID(
      "valid, suspect", "session ended, own node gone, shutdown after the grace time"),
  ENDED_WHILE_SUSPECT(
      "valid, suspect", "session ended, own node gone, shutdown after the grace time"),
  DELETED_WHILE_SUSPECT(
      "valid, suspect", "session ended, own node gone, shutdown after the grace time"),
  SHUT_DOWN_WHILE_SUSPECT(
      "valid, suspect", "session ended, own node gone, shutdown after the grace time"),
  CLOSED_VALID("valid", "closed"),
  CLOSED_SUSPECT("suspect", "closed"),

  // --- A client ---
  OPENED("no session", "connected"),
  SUSPENDED("connected", "disconnected"),
  CAME_BACK("suspended", "the same session again"),
  RECONCILED("reconciling", "the beat is answered"),
  SUSPENDED_AGAIN("reconciling", "disconnected"),
  PASSED_THE_DEADLINE("any", "past the deadline"),
  BEATEN_AGAIN("unsafe", "a beat is answered"),
  ENDED_CONNECTED("any", "session ended, or another session or handle"),
  ENDED_SUSPENDED("any", "session ended, or another session or handle"),
  ENDED_RECONCILING("any", "session ended, or another session or handle"),
  CLOSED("any", "closed");

  /** The row of the table that it belongs to. */
  final String row;

  Move(String state, String event) {
    this.row = state + " | " + event;
  }
}
