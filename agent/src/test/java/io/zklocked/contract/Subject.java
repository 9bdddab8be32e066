package io.zklocked.contract;

import java.util.Optional;

/** What all ways can do: bodies that run under the lock {@code contract/<key>}. */
interface Subject {

  /** Waits as configured. */
  <T> T hold(String key, Body<T> body) throws Exception;

  /** Waits for half a second. */
  <T> T holdBriefly(String key, Body<T> body) throws Exception;

  /** Waits for two seconds. */
  <T> T holdPatiently(String key, Body<T> body) throws Exception;

  /** Tries once. */
  <T> T tryOnce(String key, Body<T> body) throws Exception;

  /** Does without the body when the lock is busy. */
  Optional<String> skip(String key, Body<String> body) throws Exception;

  /** Holds the lock at {@code /shared/<key>}, an absolute path. */
  <T> T holdShared(String key, Body<T> body) throws Exception;

  /** What runs under a lock. */
  @FunctionalInterface
  interface Body<T> {
    T run() throws Exception;
  }
}
