package io.zklocked.guice;

import io.zklocked.rules.ClassLocks;
import io.zklocked.rules.Fault;
import io.zklocked.rules.LockRules;
import io.zklocked.rules.MethodSight;
import io.zklocked.runtime.key.ReflectedType;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words for what Guice cannot lock: place, reason and remedy. Without state. */
final class Problems {

  private static final String AGENT =
      "start the JVM with -javaagent:zklocked-agent.jar=connect=..., which locks methods of any"
          + " shape.";

  static final String PRIVATE =
      "it is private, and Guice locks a method by overriding it. Make it protected or public, or "
          + AGENT;

  static final String STATIC =
      "it is static, and Guice locks a method by overriding it. Make it an instance method, or "
          + AGENT;

  static final String FINAL =
      "it is final, and Guice locks a method by overriding it. Remove the final, or " + AGENT;

  static final String PACKAGE_PRIVATE =
      "it is package-private, which Guice overrides on some JVMs only. Make it protected or public,"
          + " or "
          + AGENT;

  static final String PRIVATE_CONSTRUCTOR =
      "the constructor that Guice calls is private, and Guice locks methods in a subclass that it"
          + " generates. Make it protected or public, or "
          + AGENT;

  private Problems() {}

  /** A method that cannot be locked; the reason carries the remedy. */
  static String ofMethod(Method method, Class<?> type, String reason) {
    String inherited =
        method.getDeclaringClass() == type ? "" : " (which " + type.getTypeName() + " inherits)";
    return "@ZkLocked on " + place(method) + inherited + " cannot work: " + reason;
  }

  /** Why a method has nothing to lock, whoever would lock it; null if it has. */
  static @Nullable String ofForm(Method method) {
    MethodSight sight = sight(method);
    Fault fault =
        sight.form() == MethodSight.Form.BODY
            ? null
            : LockRules.firstFault(DeclaredLocks.on(method), sight);
    return fault == null ? null : fault.sentence();
  }

  /** Why a method cannot have its locks beside those of others of its class; null if it can. */
  static @Nullable String besideOthers(Method method, List<Method> others) {
    for (Method other : others) {
      Fault fault =
          LockRules.faultInClass(
              DeclaredLocks.on(method), DeclaredLocks.on(other), other.getName());
      if (fault != null) {
        return fault.sentence();
      }
    }
    return null;
  }

  /** The method as rules look at it before its parameters count. */
  static MethodSight sight(Method method) {
    return new MethodSight(
        form(method),
        seen(method.getDeclaringClass()),
        method.getName(),
        Modifier.isStatic(method.getModifiers()),
        seen(method.getReturnType()),
        Arrays.stream(method.getParameterTypes()).map(Problems::seen).toList(),
        Arrays.stream(method.getParameterTypes()).<@Nullable String>map(any -> null).toList(),
        List.of(),
        List.of(),
        name -> List.of());
  }

  private static MethodSight.Form form(Method method) {
    if (Modifier.isAbstract(method.getModifiers())) {
      return MethodSight.Form.ABSTRACT;
    }
    return Modifier.isNative(method.getModifiers())
        ? MethodSight.Form.NATIVE
        : MethodSight.Form.BODY;
  }

  private static ReflectedType seen(Class<?> type) {
    return new ReflectedType(type, MethodHandles.publicLookup());
  }

  /** A class whose lock is for none of its methods. */
  static String ofClass(Class<?> type) {
    return "@ZkLocked on "
        + type.getTypeName()
        + " cannot work: "
        + ClassLocks.NOTHING_COVERED.sentence();
  }

  static String finalClass(Class<?> type) {
    String kind = type.isRecord() ? "a record" : type.isEnum() ? "an enum" : "final";
    return "the class "
        + type.getTypeName()
        + " is "
        + kind
        + ", and Guice locks methods in a subclass that it generates. "
        + (type.isRecord() || type.isEnum() ? "Make it an ordinary class" : "Remove the final")
        + ", or "
        + AGENT;
  }

  static String withoutPackageAccess(Class<?> type) {
    return "the class "
        + type.getTypeName()
        + " or its constructor is not public, and in this JVM, which denies sun.misc.Unsafe or was"
        + " told guice_custom_class_loading=CHILD, Guice makes subclasses of public classes with"
        + " public or protected constructors only. Make them public, or "
        + AGENT;
  }

  static String overridden(Method override) {
    return "it is overridden without the same lock by "
        + place(override)
        + ", so that a call of super would run its body without its lock. Put the same @ZkLocked on"
        + " the overriding method, or "
        + AGENT;
  }

  static String notIntercepted(Method method, Class<?> type) {
    return ofMethod(
        method,
        type,
        "Guice does not intercept it here. Make class and method public, leave Guice's bytecode"
            + " generation on, or "
            + AGENT);
  }

  static String insideTransaction(Method method, Class<?> type) {
    return ofMethod(
        method,
        type,
        "Guice would open its transaction before it takes the lock, and give the lock back before"
            + " the commit. Install ZkLockedModule before the module that opens transactions, or"
            + " say releaseAt = EXIT if that is meant.");
  }

  static String notPrepared(Method method, Class<?> type, RuntimeException failure) {
    return ofMethod(method, type, String.valueOf(failure.getMessage()));
  }

  /** An object that does not come from a constructor that Guice calls. */
  static String notCreated(Class<?> type, String how) {
    return "Objects of "
        + type.getTypeName()
        + " have methods with @ZkLocked ("
        + LockedType.lockedMethodNames(type)
        + "), but "
        + how
        + ", so that their calls would run without the lock. Let Guice create the object: bind the"
        + " class itself, or give it a constructor with @Inject; or "
        + AGENT;
  }

  static String notAtTheRoot() {
    return "ZkLockedModule is installed in a child injector or a private module. Guice creates"
        + " objects without a binding of their own in the topmost injector, which would not lock"
        + " them. Install the module in the root injector; its children and private modules lock as"
        + " well.";
  }

  /** Class, name and parameter types. */
  static String place(Method method) {
    return method.getDeclaringClass().getTypeName() + "." + signature(method);
  }

  /** Name and parameter types, as in the source. */
  static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }
}
