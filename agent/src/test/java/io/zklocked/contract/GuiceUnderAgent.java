package io.zklocked.contract;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.zklocked.HeldLock;
import io.zklocked.ZkLocked;
import io.zklocked.guice.ZkLockedModule;
import io.zklocked.runtime.ZkLocksConfig;

/** What {@link GuiceUnderAgentIT} runs: an application with the module, under the agent. */
public final class GuiceUnderAgent {

  private GuiceUnderAgent() {}

  /**
   * Prints what locks.
   *
   * @param args ignored
   * @throws Exception if a call fails
   */
  public static void main(String[] args) throws Exception {
    Injector injector = Guice.createInjector(new ZkLockedModule(ZkLocksConfig.memory()));
    Annotated annotated = injector.getInstance(Annotated.class);
    System.out.println("class: " + annotated.getClass().getSimpleName());
    System.out.println("locked: " + annotated.hold("key", () -> HeldLock.current().resource()));
    System.out.println("private: " + injector.getInstance(PrivateMethod.class).call("key"));
    System.exit(0);
  }

  /** What Guice alone would refuse. */
  static class PrivateMethod {
    String call(String key) {
      return locked(key);
    }

    @SuppressWarnings("UnusedVariable") // the lock reads it
    @ZkLocked("contract/{key}")
    private String locked(String key) {
      return HeldLock.current().resource();
    }
  }
}
