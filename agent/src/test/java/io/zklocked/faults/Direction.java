package io.zklocked.faults;

/** Which way bytes go over a link. */
enum Direction {
  /** From whoever opened the connection. */
  FORTH,
  /** To whoever opened the connection. */
  BACK
}
