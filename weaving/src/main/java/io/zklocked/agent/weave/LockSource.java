package io.zklocked.agent.weave;

/** Where a lock of a method comes from: its annotation, or a rule. */
interface LockSource {

  /**
   * The lock for one method.
   *
   * @param type the name of its class
   * @param method its name
   */
  DeclaredLock lock(String type, String method);
}
