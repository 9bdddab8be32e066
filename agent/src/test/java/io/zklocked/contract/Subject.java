package io.zklocked.contract;

import io.zklocked.LockMode;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

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

  /** Waits as configured; a semaphore has two permits. */
  <T> T holdIn(LockMode mode, String key, Body<T> body) throws Exception;

  /** Tries once; a semaphore has two permits. */
  <T> T tryOnceIn(LockMode mode, String key, Body<T> body) throws Exception;

  /** Tries once to get one of three permits. */
  <T> T tryOnceOfThree(String key, Body<T> body) throws Exception;

  /** Locks for reading until it is told to stop. */
  Runnable keepReading(String key) throws Exception;

  /** Keeps others out for two seconds, and gives the resource. */
  String holdOn(String key) throws Exception;

  /** Waits for two locks as configured. */
  <T> T holdBoth(String one, String other, Body<T> body) throws Exception;

  /** Waits for two locks for four seconds. */
  <T> T holdBothPatiently(String one, String other, Body<T> body) throws Exception;

  /** Tries once to have two locks. */
  <T> T tryBothOnce(String one, String other, Body<T> body) throws Exception;

  /** Holds the lock until the stage is complete. */
  CompletionStage<String> stage(String key, Body<CompletionStage<String>> body) throws Exception;

  /** Holds the lock for each subscription, which waits as configured. */
  Mono<String> mono(String key, Body<Mono<String>> body) throws Exception;

  /** Holds the lock for each subscription, which waits for half a second. */
  Mono<String> briefMono(String key, Body<Mono<String>> body) throws Exception;

  /** What runs under a lock. */
  @FunctionalInterface
  interface Body<T> {
    T run() throws Exception;
  }
}
