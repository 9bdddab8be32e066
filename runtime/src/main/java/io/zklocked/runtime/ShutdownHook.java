package io.zklocked.runtime;

/** Closes a runtime when the JVM shuts down, unless it was closed before. */
final class ShutdownHook {

  private final Thread thread;

  ShutdownHook(Runnable close) {
    thread = new Thread(null, close, "zklocked-shutdown", 0, false);
    thread.setContextClassLoader(ShutdownHook.class.getClassLoader());
  }

  void register() {
    Runtime.getRuntime().addShutdownHook(thread);
  }

  void unregister() {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, and the hook runs: it will find the runtime closed.
    }
  }
}
