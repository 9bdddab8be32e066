package io.zklocked.checker;

import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * What stays of a type from one round to the next. Immutable.
 *
 * @param module the name of its module; empty for the unnamed one
 * @param name its qualified name
 */
record QualifiedType(String module, String name) {

  static QualifiedType of(TypeElement type, Elements elements) {
    ModuleElement module = elements.getModuleOf(type);
    return new QualifiedType(
        module == null ? "" : module.getQualifiedName().toString(),
        type.getQualifiedName().toString());
  }

  /** The type as this round knows it; null if it is gone. */
  @Nullable TypeElement find(Elements elements) {
    ModuleElement known = elements.getModuleElement(module);
    return known == null ? elements.getTypeElement(name) : elements.getTypeElement(known, name);
  }
}
