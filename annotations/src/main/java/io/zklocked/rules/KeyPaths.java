package io.zklocked.rules;

import io.zklocked.syntax.Part;
import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.Template;
import org.jspecify.annotations.Nullable;

/** Follows the paths of a template by declared types, as a runtime would. */
final class KeyPaths {

  private KeyPaths() {}

  /** What is wrong with the template, or with what its placeholders lead to; or null. */
  static @Nullable Fault fault(LockAttributes lock, MethodSight method) {
    try {
      check(Template.parse(lock.template()), method);
      return null;
    } catch (SyntaxException e) {
      return new Fault(Fault.Subject.TEMPLATE, String.valueOf(e.getMessage()));
    }
  }

  private static void check(Template template, MethodSight method) {
    for (Part part : template.parts()) {
      if (part instanceof Part.Placeholder placeholder) {
        Place end = Place.endOf(template, placeholder);
        TypeSight type = follow(end, method);
        if (!type.isUnresolved()) {
          KeyTypes.check(end, type);
        }
      }
    }
  }

  /**
   * The declared type at the end of a path; an unresolved one if it is not known.
   *
   * @throws SyntaxException if the path leads nowhere
   */
  static TypeSight follow(Place end, MethodSight method) {
    int subject = new Subjects(method.isStatic(), method.parameterNames()).of(end);
    TypeSight type = subject == Subjects.THIS ? method.owner() : method.parameters().get(subject);
    int step = 0;
    for (String name : end.placeholder().steps()) {
      if (type.isUnresolved()) {
        return type;
      }
      type =
          type.isA("java.util.Map")
              ? AnyObject.TYPE
              : Accessors.find(method.owner().name(), end.at(step), type, name).result();
      step++;
    }
    return type;
  }
}
