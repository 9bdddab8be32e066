package io.zklocked.guice;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.spi.Message;
import io.zklocked.ZkLocked;
import io.zklocked.guice.apart.PublicOrders;

/** What {@link OtherJvmIT} runs in a JVM where Guice reaches public members only. */
public final class OtherJvm {

  private OtherJvm() {}

  /**
   * Prints a line for each class.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Injector injector = Guice.createInjector(Injectors.locking());
    System.out.println("public class: " + injector.getInstance(PublicOrders.class).ship(7));
    refuse("package-private method", PackagePrivateMethod.class);
    refuse("package-private class", PackagePrivateClass.class);
    refuse("package-private constructor", PackagePrivateConstructor.class);
    Runtime.getRuntime().halt(0);
  }

  private static void refuse(String what, Class<?> type) {
    try {
      Guice.createInjector(Injectors.locking(), binder -> binder.bind(type));
      System.out.println(what + ": accepted");
    } catch (CreationException e) {
      for (Message message : e.getErrorMessages()) {
        System.out.println(what + ": refused: " + message.getMessage());
      }
    }
  }

  /** Public but for its method. */
  public static class PackagePrivateMethod {
    /** For Guice. */
    public PackagePrivateMethod() {}

    @ZkLocked("orders/{0}")
    void ship(long id) {}
  }

  static class PackagePrivateClass {
    @ZkLocked("orders/{0}")
    public void ship(long id) {}
  }

  /** Public but for its constructor. */
  public static class PackagePrivateConstructor {
    @Inject
    PackagePrivateConstructor() {}

    /**
     * Locked.
     *
     * @param id the key
     */
    @ZkLocked("orders/{0}")
    public void ship(long id) {}
  }
}
