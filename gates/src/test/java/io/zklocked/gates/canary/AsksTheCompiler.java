package io.zklocked.gates.canary;

import javax.lang.model.element.Element;

/** Knows the compiler's model, outside the checker. */
final class AsksTheCompiler {

  private AsksTheCompiler() {}

  static String name(Element element) {
    return element.getSimpleName().toString();
  }
}
