package io.zklocked.contract;

import io.zklocked.LockMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Somebody else who locks: another process, or, where locks are of one JVM, another thread. */
interface Neighbour {

  /** Enters, and stays until it is told to leave. */
  void enterIn(LockMode mode, String key) throws Exception;

  /** Leaves; says how the call ended. */
  String leave(String key) throws Exception;

  /** Tries once; says what came of it: {@code ran}, {@code busy}, or the name of a failure. */
  String tryOnceIn(LockMode mode, String key) throws Exception;

  /** A thread of this process. */
  final class OtherThread implements Neighbour {
    private final Subject subject;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final Map<String, Task<String>> calls = new ConcurrentHashMap<>();

    OtherThread(Subject subject) {
      this.subject = subject;
    }

    @Override
    public void enterIn(LockMode mode, String key) throws Exception {
      Gate gate = new Gate();
      gates.put(key, gate);
      calls.put(key, Task.start("neighbour", () -> subject.holdIn(mode, key, gate)));
      gate.awaitEntered();
    }

    @Override
    public String leave(String key) throws Exception {
      gates.remove(key).open();
      return calls.remove(key).result();
    }

    @Override
    public String tryOnceIn(LockMode mode, String key) throws Exception {
      Subject.Body<String> call = () -> subject.tryOnceIn(mode, key, () -> "ran");
      return Task.start("neighbour", () -> Rival.outcome(call)).result();
    }
  }
}
