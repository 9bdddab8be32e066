package io.zklocked.faults;

import io.zklocked.ZkLocked;

/** What only one may be in at a time, for one key. Thread-safe. */
class Section {

  /** A lock's node lies in this directory. */
  static String directory(String key) {
    return "/zklocked/faults%2F" + key;
  }

  /** Waits as long as is configured. */
  @ZkLocked("faults/{key}")
  void enter(String key, Runnable body) {
    body.run();
  }

  /** Tries once. */
  @ZkLocked(value = "faults/{key}", waitTime = "0")
  void enterOnce(String key, Runnable body) {
    body.run();
  }

  /** Gives up in the middle of the first round trip. */
  @ZkLocked(value = "faults/{key}", waitTime = "1ms")
  void enterHastily(String key, Runnable body) {
    body.run();
  }

  /** Gives up in the queue. */
  @ZkLocked(value = "faults/{key}", waitTime = "25ms")
  void enterSoon(String key, Runnable body) {
    body.run();
  }
}
