package io.zklocked.agent.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What one Spring, in the loader where it is, says of the calls that its interceptor of
 * transactions is given. Immutable and thread-safe.
 */
final class SpringCalls {

  private static final int REQUIRES_NEW = 3;
  private static final int NOT_SUPPORTED = 4;

  private final MethodHandle method;
  private final MethodHandle target;
  private final MethodHandle arguments;
  private final MethodHandle proceed;
  private final MethodHandle typeOf;
  private final MethodHandle reached;
  private final MethodHandle attribute;
  private final MethodHandle propagation;

  /**
   * The Spring of its interceptor.
   *
   * @param caller with the rights of the interceptor
   * @throws ReflectiveOperationException if it is not the Spring that is known here
   */
  SpringCalls(MethodHandles.Lookup caller) throws ReflectiveOperationException {
    Class<?> interceptor = caller.lookupClass();
    ClassLoader loader = interceptor.getClassLoader();
    Class<?> call = Class.forName("org.aopalliance.intercept.MethodInvocation", false, loader);
    method = on(caller, call, "getMethod", Method.class);
    target = on(caller, call, "getThis", Object.class);
    arguments = on(caller, call, "getArguments", Object[].class);
    proceed =
        caller
            .findSpecial(
                interceptor, "invoke", MethodType.methodType(Object.class, call), interceptor)
            .asType(MethodType.methodType(Object.class, Object.class, Object.class));
    Class<?> aop = Class.forName("org.springframework.aop.support.AopUtils", true, loader);
    typeOf =
        caller.findStatic(aop, "getTargetClass", MethodType.methodType(Class.class, Object.class));
    reached =
        caller.findStatic(
            aop,
            "getMostSpecificMethod",
            MethodType.methodType(Method.class, Method.class, Class.class));
    attribute = attribute(caller, interceptor, loader);
    propagation =
        on(
            caller,
            Class.forName("org.springframework.transaction.TransactionDefinition", false, loader),
            "getPropagationBehavior",
            int.class);
  }

  private static MethodHandle on(
      MethodHandles.Lookup caller, Class<?> type, String name, Class<?> result)
      throws ReflectiveOperationException {
    return caller
        .findVirtual(type, name, MethodType.methodType(result))
        .asType(MethodType.methodType(result, Object.class));
  }

  /** What is said of the transaction of a method, by the interceptor, the method and the class. */
  private static MethodHandle attribute(
      MethodHandles.Lookup caller, Class<?> interceptor, ClassLoader loader)
      throws ReflectiveOperationException {
    String source = "org.springframework.transaction.interceptor.TransactionAttributeSource";
    Class<?> sourceType = Class.forName(source, false, loader);
    Class<?> attributeType =
        Class.forName(
            "org.springframework.transaction.interceptor.TransactionAttribute", false, loader);
    MethodHandle sourceOf =
        caller.findVirtual(
            interceptor, "getTransactionAttributeSource", MethodType.methodType(sourceType));
    MethodHandle attributeOf =
        caller.findVirtual(
            sourceType,
            "getTransactionAttribute",
            MethodType.methodType(attributeType, Method.class, Class.class));
    return MethodHandles.filterArguments(attributeOf, 0, sourceOf)
        .asType(MethodType.methodType(Object.class, Object.class, Method.class, Class.class));
  }

  Method method(Object invocation) throws Throwable {
    return (Method) method.invokeExact(invocation);
  }

  @Nullable Object target(Object invocation) throws Throwable {
    return (Object) target.invokeExact(invocation);
  }

  @Nullable Object[] arguments(Object invocation) throws Throwable {
    return (Object[]) arguments.invokeExact(invocation);
  }

  /** The class of an object, also where that is a proxy. */
  Class<?> typeOf(Object object) throws Throwable {
    return (Class<?>) typeOf.invokeExact(object);
  }

  /** The method of a class that a call reaches. */
  Method reached(Method called, Class<?> type) throws Throwable {
    return (Method) reached.invokeExact(called, type);
  }

  /** The interceptor's own body. */
  @Nullable Object proceed(Object interceptor, Object invocation) throws Throwable {
    return (Object) proceed.invokeExact(interceptor, invocation);
  }

  /** Whether the call leaves the transaction that is active, for another or for none. */
  boolean opensItsOwn(Object interceptor, Method called, Class<?> type) throws Throwable {
    Object said = (Object) attribute.invokeExact(interceptor, called, type);
    if (said == null) {
      return false;
    }
    int kind = (int) propagation.invokeExact(said);
    return kind == REQUIRES_NEW || kind == NOT_SUPPORTED;
  }
}
