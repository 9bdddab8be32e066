package io.zklocked.rules;

import io.zklocked.syntax.Part;
import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.Template;

/** Follows the paths of a template by declared types, as a runtime would. */
final class KeyPaths {

  private KeyPaths() {}

  /**
   * Checks what each placeholder leads to.
   *
   * @throws SyntaxException if one leads nowhere, or to what cannot be a key
   */
  static void check(Template template, MethodSight method) {
    Subjects subjects = new Subjects(template.text(), method.isStatic(), method.parameterNames());
    for (Part part : template.parts()) {
      if (part instanceof Part.Placeholder placeholder) {
        int subject = subjects.of(placeholder);
        follow(
            method.owner().name(),
            Place.endOf(template.text(), placeholder),
            subject == Subjects.THIS ? method.owner() : method.parameters().get(subject));
      }
    }
  }

  private static void follow(String caller, Place end, TypeSight subject) {
    TypeSight type = subject;
    int step = 0;
    for (String name : end.placeholder().steps()) {
      if (type.isUnresolved()) {
        return;
      }
      type =
          type.isA("java.util.Map")
              ? AnyObject.TYPE
              : Accessors.find(caller, end.at(step), type, name).result();
      step++;
    }
    if (!type.isUnresolved()) {
      KeyTypes.check(end, type);
    }
  }
}
