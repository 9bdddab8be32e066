package io.zklocked.hosts.generated;

import io.zklocked.ZkLocked;
import io.zklocked.hosts.app.Orders;
import io.zklocked.hosts.app.Proof;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import javassist.util.proxy.MethodHandler;
import javassist.util.proxy.ProxyFactory;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.implementation.attribute.MethodAttributeAppender;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.MethodInterceptor;

/** Has subclasses made of a class with a locked method, as frameworks do, and tries each. */
public final class Generators {

  private Generators() {}

  /**
   * Prints, for each, whether it carries a copy of the annotation, and whether it is locked.
   *
   * @param arguments none
   * @throws Exception if anything fails
   */
  public static void main(String[] arguments) throws Exception {
    print("cglib", byCglib());
    print("javassist", byJavassist());
    print("byte buddy", made("", SuperMethodCall.INSTANCE));
    print("byte buddy, delegating", made("", MethodDelegation.to(Going.class)));
    print("arc, intercepted", intercepted("_Subclass"));
    print("arc, client proxy", clientProxy("_ClientProxy"));
    print("of a name of its own", made("Special", SuperMethodCall.INSTANCE));
    byWeld();
  }

  private static void print(String kind, Orders orders) throws Exception {
    print(kind, orders, "ship", orders::ship);
  }

  private static void print(String kind, Object object, String method, Proof.Locked locked)
      throws Exception {
    boolean copied =
        Arrays.stream(object.getClass().getDeclaredMethods())
            .anyMatch(
                each -> each.getName().equals(method) && each.isAnnotationPresent(ZkLocked.class));
    System.out.println(kind + (copied ? " (copied): " : ": ") + Proof.of(locked));
  }

  private static Orders byCglib() {
    return (Orders)
        Enhancer.create(
            Orders.class,
            (MethodInterceptor)
                (self, method, arguments, proxy) -> proxy.invokeSuper(self, arguments));
  }

  private static Orders byJavassist() throws ReflectiveOperationException {
    ProxyFactory factory = new ProxyFactory();
    factory.setSuperclass(Orders.class);
    MethodHandler handler =
        (self, method, proceed, arguments) -> {
          try {
            return proceed.invoke(self, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (Orders) factory.create(new Class<?>[0], new Object[0], handler);
  }

  private static Orders made(String suffix, net.bytebuddy.implementation.Implementation body)
      throws ReflectiveOperationException {
    return load(
        named(suffix).method(ElementMatchers.named("ship")).intercept(body).attribute(COPY));
  }

  private static final MethodAttributeAppender.Factory COPY =
      MethodAttributeAppender.ForInstrumentedMethod.INCLUDING_RECEIVER;

  private static DynamicType.Builder<Orders> named(String suffix) {
    DynamicType.Builder<Orders> builder = new ByteBuddy().subclass(Orders.class);
    return suffix.isEmpty() ? builder : builder.name(Orders.class.getName() + suffix);
  }

  /** The method calls another one of its class, which calls that of the superclass. */
  private static Orders intercepted(String suffix) throws ReflectiveOperationException {
    return load(
        named(suffix)
            .defineMethod("ship$$superforward", String.class, java.lang.reflect.Modifier.PUBLIC)
            .withParameters(long.class, Callable.class)
            .throwing(Exception.class)
            .intercept(
                MethodCall.invoke(Orders.class.getMethod("ship", long.class, Callable.class))
                    .onSuper()
                    .withAllArguments())
            .method(ElementMatchers.named("ship"))
            .intercept(
                MethodCall.invoke(ElementMatchers.named("ship$$superforward")).withAllArguments())
            .attribute(COPY));
  }

  /** The method calls that of another object. */
  private static Orders clientProxy(String suffix) throws ReflectiveOperationException {
    return load(
        named(suffix)
            .method(ElementMatchers.named("ship"))
            .intercept(
                MethodCall.invoke(Orders.class.getMethod("ship", long.class, Callable.class))
                    .on(new Orders())
                    .withAllArguments())
            .attribute(COPY));
  }

  private static Orders load(DynamicType.Builder<Orders> builder)
      throws ReflectiveOperationException {
    return builder
        .make()
        .load(
            Orders.class.getClassLoader(),
            ClassLoadingStrategy.UsingLookup.of(
                MethodHandles.privateLookupIn(Orders.class, MethodHandles.lookup())))
        .getLoaded()
        .getConstructor()
        .newInstance();
  }

  private static void byWeld() throws Exception {
    try (SeContainer container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addBeanClasses(Depot.class, Cellar.class, CountingInterceptor.class)
            .initialize()) {
      Depot depot = container.select(Depot.class).get();
      print("weld, client proxy", depot, "store", depot::store);
      Cellar cellar = container.select(Cellar.class).get();
      print("weld, intercepted", cellar, "store", cellar::store);
    }
  }

  /** Where a generated method goes. */
  public static final class Going {

    private Going() {}

    /**
     * Goes on.
     *
     * @param call the call
     * @return what that gives
     * @throws Exception what that throws
     */
    public static String on(@SuperCall Callable<String> call) throws Exception {
      return call.call();
    }
  }
}
