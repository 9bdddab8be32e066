package io.zklocked.contract;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.zklocked.guice.ZkLockedModule;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;

/** Builds what a way locks. The runtime is touched only where the application knows it. */
final class Subjects {

  private Subjects() {}

  static Subject of(Way way, String argument) {
    return switch (way) {
      case AGENT -> new Annotated();
      case BY_HAND -> OfRuntime.byHand(argument);
      case GUICE, MEMORY -> OfRuntime.guice(argument);
    };
  }

  private static final class OfRuntime {
    static Subject byHand(String argument) {
      return new ByHand(ZkLocks.start(ZkLocksConfig.load(argument)));
    }

    static Subject guice(String argument) {
      Injector injector = Guice.createInjector(new ZkLockedModule(ZkLocksConfig.load(argument)));
      Annotated subject = injector.getInstance(Annotated.class);
      subject.whole = injector.getInstance(WholeClass.class);
      return subject;
    }
  }
}
