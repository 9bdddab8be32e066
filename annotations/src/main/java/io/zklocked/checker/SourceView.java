package io.zklocked.checker;

import io.zklocked.FencingToken;
import io.zklocked.LockParam;
import io.zklocked.rules.MethodSight;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * The source as rules look at it. Confined to one thread.
 *
 * @param elements the compiler's
 * @param types the compiler's
 * @param caller the class that declares the locked method, whose rights count
 */
record SourceView(Elements elements, Types types, TypeElement caller) {

  MethodSight method(ExecutableElement method) {
    return new MethodSight(
        form(method),
        type(caller.asType()),
        method.getSimpleName().toString(),
        method.getModifiers().contains(Modifier.STATIC),
        type(method.getReturnType()),
        method.getParameters().stream().map(each -> type(each.asType())).toList(),
        new ArrayList<>(parameterNames(method)),
        tokens(method),
        method.getThrownTypes().stream().map(this::type).toList(),
        this::siblings);
  }

  private List<MethodSight> siblings(String name) {
    return ElementFilter.methodsIn(caller.getEnclosedElements()).stream()
        .filter(each -> each.getSimpleName().contentEquals(name))
        .map(this::method)
        .toList();
  }

  private static MethodSight.Form form(ExecutableElement method) {
    if (method.getKind() != ElementKind.METHOD) {
      return MethodSight.Form.CONSTRUCTOR;
    }
    if (method.getModifiers().contains(Modifier.NATIVE)) {
      return MethodSight.Form.NATIVE;
    }
    return method.getModifiers().contains(Modifier.ABSTRACT)
        ? MethodSight.Form.ABSTRACT
        : MethodSight.Form.BODY;
  }

  /** Whether a method is public. */
  boolean isOpen(ExecutableElement method) {
    return method.getModifiers().contains(Modifier.PUBLIC);
  }

  SourceType type(TypeMirror mirror) {
    return new SourceType(types.erasure(mirror), this);
  }

  List<String> parameterNames(ExecutableElement method) {
    return method.getParameters().stream().map(SourceView::parameterName).toList();
  }

  private static String parameterName(VariableElement parameter) {
    LockParam given = parameter.getAnnotation(LockParam.class);
    return given == null ? parameter.getSimpleName().toString() : given.value();
  }

  /** The positions of the parameters that are to be filled in with the fencing token. */
  private static List<Integer> tokens(ExecutableElement method) {
    List<Integer> found = new ArrayList<>(1);
    List<? extends VariableElement> parameters = method.getParameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).getAnnotation(FencingToken.class) != null) {
        found.add(i);
      }
    }
    return found;
  }

  /** Name and descriptor, as in the class file. */
  String signature(ExecutableElement method) {
    return method.getSimpleName()
        + method.getParameters().stream()
            .map(parameter -> type(parameter.asType()).descriptor())
            .collect(Collectors.joining("", "(", ")"))
        + type(method.getReturnType()).descriptor();
  }

  /**
   * Whether the caller may call a method.
   *
   * @param method the method
   * @param subject the type through which it is called: where that is public, the compiler gives it
   *     bridges to the public methods of hidden superclasses
   */
  boolean isAccessible(ExecutableElement method, TypeElement subject) {
    if (!(method.getEnclosingElement() instanceof TypeElement declaring)) {
      return false;
    }
    if (outermost(declaring).equals(outermost(caller)) || isNear(declaring)) {
      return !method.getModifiers().contains(Modifier.PRIVATE)
          || outermost(declaring).equals(outermost(caller));
    }
    boolean visible = isPublic(declaring) || isPublic(subject);
    if (method.getModifiers().contains(Modifier.PROTECTED)) {
      return visible
          && types.isSubtype(types.erasure(caller.asType()), types.erasure(declaring.asType()));
    }
    return visible && method.getModifiers().contains(Modifier.PUBLIC);
  }

  private boolean isNear(TypeElement declaring) {
    return elements.getPackageOf(declaring).equals(elements.getPackageOf(caller));
  }

  /** Protected is public where it counts: in the class file of a nested class. */
  private static boolean isPublic(TypeElement type) {
    return type.getModifiers().contains(Modifier.PUBLIC)
        || type.getModifiers().contains(Modifier.PROTECTED);
  }

  private static TypeElement outermost(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement outer ? outermost(outer) : type;
  }
}
