package io.zklocked.rules;

import org.jspecify.annotations.Nullable;

/** Knows which forms of methods there is nothing to lock in. */
final class MethodForms {

  private MethodForms() {}

  static @Nullable Fault constructor(MethodSight method) {
    return method.form() != MethodSight.Form.CONSTRUCTOR
        ? null
        : fault("a constructor cannot be locked", "move its work to a method");
  }

  static @Nullable Fault nativeMethod(MethodSight method) {
    return method.form() != MethodSight.Form.NATIVE
        ? null
        : fault(
            "a native method cannot be locked",
            "put the annotation on a Java method that calls it");
  }

  static @Nullable Fault withoutBody(LockAttributes lock, MethodSight method) {
    return method.form() != MethodSight.Form.ABSTRACT
        ? null
        : fault(
            "it has no body",
            "put the annotation on the methods that implement it; for the agent, the rule that"
                + " locks them all is: "
                + method.owner().name()
                + "+#"
                + method.name()
                + " -> "
                + lock.template());
  }

  static @Nullable Fault suspendFunction(MethodSight method) {
    int count = method.parameters().size();
    return count == 0
            || !method.parameters().get(count - 1).name().equals("kotlin.coroutines.Continuation")
        ? null
        : fault(
            "it is a Kotlin suspend function, which moves between threads while it runs",
            "lock a function that does not suspend");
  }

  private static Fault fault(String problem, String remedy) {
    return Fault.of(Fault.Subject.METHOD, problem, remedy);
  }
}
