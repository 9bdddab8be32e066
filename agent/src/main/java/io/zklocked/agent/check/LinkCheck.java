package io.zklocked.agent.check;

import io.zklocked.LockKeyException;
import io.zklocked.agent.link.SiteFacts;
import io.zklocked.agent.weave.MethodFate;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.call.Calls;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.observe.Observations;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * Prepares methods for their locks as their first call would: what is wrong with the path or the
 * type of a key shows only there, where the classes are at hand. They are loaded, not initialised.
 * Confined to one thread.
 */
final class LinkCheck implements AutoCloseable {

  private final ClassLoader loader;
  private final LockRuntime runtime =
      LockRuntime.observing(ZkLocksConfig.memory(), LockObserver.NONE, new Observations(any -> {}));
  private final Calls calls = runtime.calls();

  LinkCheck(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * What would be thrown at each call of a method.
   *
   * @param type its class
   * @param method the method
   * @param site what its call sites say
   * @return null if nothing is wrong
   * @throws LinkageError if a class that is needed to tell is not on the class path
   * @throws ClassNotFoundException likewise
   */
  @Nullable String problem(String type, MethodFate method, Object[] site)
      throws ClassNotFoundException {
    try {
      Class<?> owner = Class.forName(type, false, loader);
      calls.prepare(
          SiteFacts.of(MethodHandles.privateLookupIn(owner, MethodHandles.lookup()), site));
      return null;
    } catch (LockKeyException | IllegalArgumentException e) {
      String said = String.valueOf(e.getMessage());
      String place = method.shown() + ": ";
      return said.startsWith(place) ? said.substring(place.length()) : said;
    } catch (TypeNotPresentException | IllegalAccessException e) {
      throw new ClassNotFoundException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    runtime.close();
  }
}
