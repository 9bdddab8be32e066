package io.zklocked.rules;

import io.zklocked.syntax.Condition;
import io.zklocked.syntax.Part;
import io.zklocked.syntax.Root;
import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows what a lock cannot read, since whatever gives it needs the lock first. */
final class SelfReading {

  private SelfReading() {}

  static @Nullable Fault ofKey(LockAttributes lock, MethodSight method) {
    try {
      Template template = Template.parse(lock.template());
      for (Part part : template.parts()) {
        if (part instanceof Part.Placeholder placeholder && isRead(placeholder, method)) {
          return fault(Fault.Subject.TEMPLATE, Place.endOf(template, placeholder), method);
        }
      }
      return null;
    } catch (SyntaxException e) {
      return null; // which is another fault
    }
  }

  static @Nullable Fault ofCondition(LockAttributes lock, MethodSight method) {
    if (lock.condition().isEmpty()) {
      return null;
    }
    try {
      Condition condition = Condition.parse(lock.condition());
      return isRead(condition.path(), method)
          ? fault(Fault.Subject.CONDITION, Place.endOf(condition), method)
          : null;
    } catch (SyntaxException e) {
      return null; // which is another fault
    }
  }

  /** Whether a path from the object goes through the method itself. */
  private static boolean isRead(Part.Placeholder path, MethodSight method) {
    if (!(path.root() instanceof Root.This) || path.steps().isEmpty()) {
      return false;
    }
    for (String name : Accessors.methodNames(method.owner(), path.steps().get(0))) {
      List<MethodSight> accessors =
          method.siblings().named(name).stream().filter(SelfReading::isAccessor).toList();
      if (!accessors.isEmpty()) {
        return name.equals(method.name()) && isAccessor(method);
      }
    }
    return false;
  }

  private static boolean isAccessor(MethodSight method) {
    return method.parameters().isEmpty()
        && !method.isStatic()
        && Accessors.isAccessor(method.name(), method.result());
  }

  private static Fault fault(Fault.Subject subject, Place use, MethodSight method) {
    String problem = method.name() + " gives it, each call of which needs the lock first";
    String remedy = "lock by another value, or put @ZkLocked on those methods alone that need it";
    return new Fault(subject, String.valueOf(use.refused(problem, remedy).getMessage()));
  }
}
