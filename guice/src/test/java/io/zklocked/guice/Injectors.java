package io.zklocked.guice;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.spi.Message;
import io.zklocked.runtime.ZkLocksConfig;
import java.util.ArrayList;
import java.util.List;

/** Injectors with the module, over locks in this JVM's memory. */
final class Injectors {

  private Injectors() {}

  static Injector with(Module... others) {
    return Guice.createInjector(modules(others));
  }

  static ZkLockedModule locking() {
    return new ZkLockedModule(ZkLocksConfig.memory());
  }

  /** The messages with which the creation of an injector fails. */
  static List<String> refusals(Module... others) {
    CreationException refused =
        catchThrowableOfType(CreationException.class, () -> Guice.createInjector(modules(others)));
    if (refused == null) {
      throw new AssertionError("the injector was created");
    }
    return refused.getErrorMessages().stream().map(Message::getMessage).toList();
  }

  /** The only message with which the creation of an injector fails. */
  static String refusal(Module... others) {
    List<String> refusals = refusals(others);
    if (refusals.size() != 1) {
      throw new AssertionError("not one refusal: " + refusals);
    }
    return refusals.get(0);
  }

  private static List<Module> modules(Module... others) {
    List<Module> modules = new ArrayList<>(List.of(others));
    modules.add(locking());
    return modules;
  }
}
