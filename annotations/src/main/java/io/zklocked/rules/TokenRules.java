package io.zklocked.rules;

import io.zklocked.LockMode;
import io.zklocked.syntax.Part;
import io.zklocked.syntax.Root;
import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.Template;
import org.jspecify.annotations.Nullable;

/** Knows which parameter can be filled in with the fencing token. */
final class TokenRules {

  private TokenRules() {}

  static @Nullable Fault otherType(MethodSight method) {
    for (int parameter : method.tokens()) {
      String type = method.parameters().get(parameter).name();
      if (!type.equals("long")) {
        return fault(
            "@FencingToken is on a parameter of type " + type + ", and a token is a long",
            "declare the parameter as long");
      }
    }
    return null;
  }

  static @Nullable Fault several(MethodSight method) {
    return method.tokens().size() <= 1
        ? null
        : fault(
            "@FencingToken is on " + method.tokens().size() + " parameters, and there is one token",
            "leave it on one of them");
  }

  static @Nullable Fault ambiguous(MethodSight method) {
    return method.tokens().isEmpty()
        ? null
        : fault(
            "@FencingToken cannot tell which of its locks is meant, each of which has a token",
            "take the lock whose token is wanted on a method of its own");
  }

  static @Nullable Fault ofSemaphore(LockAttributes lock, MethodSight method) {
    return method.tokens().isEmpty() || lock.mode() != LockMode.SEMAPHORE
        ? null
        : fault(
            "@FencingToken is for whoever holds a lock alone, and several hold a semaphore at once",
            "leave it out, or use another mode");
  }

  static @Nullable Fault unlocked(MethodSight method) {
    return method.tokens().isEmpty()
        ? null
        : fault(
            "nothing fills in what @FencingToken is on, since the method has no @ZkLocked",
            "put both on the same method");
  }

  static @Nullable Fault ofPublisher(MethodSight method) {
    return method.tokens().isEmpty() || !Results.isDeferred(method.result())
        ? null
        : fault(
            "@FencingToken fills the parameter in when the method is called, and the lock comes when"
                + " somebody subscribes to its "
                + method.result().name(),
            "ask HeldLock.current().fencingToken() in the body");
  }

  static @Nullable Fault inKey(LockAttributes lock, MethodSight method) {
    Place use = method.tokens().isEmpty() ? null : use(lock.template(), method);
    return use == null
        ? null
        : new Fault(
            Fault.Subject.TEMPLATE,
            String.valueOf(
                use.refused(
                        "@FencingToken fills the parameter in when the lock is held, for which the"
                            + " key must be known",
                        "use another parameter")
                    .getMessage()));
  }

  private static @Nullable Place use(String text, MethodSight method) {
    try {
      Template template = Template.parse(text);
      for (Part part : template.parts()) {
        if (part instanceof Part.Placeholder placeholder
            && method.tokens().contains(position(placeholder.root(), method))) {
          return Place.endOf(template, placeholder);
        }
      }
      return null;
    } catch (SyntaxException e) {
      return null; // which is another fault
    }
  }

  private static int position(Root root, MethodSight method) {
    if (root instanceof Root.Argument argument) {
      return argument.index();
    }
    return root instanceof Root.Parameter parameter
        ? method.parameterNames().indexOf(parameter.name())
        : Subjects.THIS;
  }

  private static Fault fault(String problem, String remedy) {
    return Fault.of(Fault.Subject.METHOD, problem, remedy);
  }
}
