package io.zklocked.checker;

import io.zklocked.rules.GetterSight;
import io.zklocked.rules.TypeSight;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * A type of the source as rules look at it. Confined to one thread.
 *
 * @param mirror the type, erased
 * @param view of the source
 */
record SourceType(TypeMirror mirror, SourceView view) implements TypeSight {

  @Override
  public String name() {
    if (mirror instanceof ArrayType array) {
      return view.type(array.getComponentType()).name() + "[]";
    }
    TypeElement element = element();
    return element == null
        ? mirror.getKind().name().toLowerCase(Locale.ROOT)
        : view.elements().getBinaryName(element).toString();
  }

  @Override
  public boolean isPrimitive() {
    return mirror.getKind().isPrimitive() || mirror.getKind() == TypeKind.VOID;
  }

  @Override
  public boolean isArray() {
    return mirror.getKind() == TypeKind.ARRAY;
  }

  @Override
  public boolean isEnum() {
    TypeElement element = element();
    return element != null && element.getKind() == ElementKind.ENUM;
  }

  @Override
  public boolean isA(String name) {
    return hierarchy().stream()
        .anyMatch(part -> view.elements().getBinaryName(part).contentEquals(name));
  }

  @Override
  public boolean takes(Class<?> value) {
    TypeElement known = view.elements().getTypeElement(value.getCanonicalName());
    return known != null
        && !isPrimitive()
        && view.types().isAssignable(view.types().erasure(known.asType()), mirror);
  }

  @Override
  public boolean hasComponent(String name) {
    TypeElement element = element();
    return element != null
        && element.getRecordComponents().stream()
            .anyMatch(component -> component.getSimpleName().contentEquals(name));
  }

  @Override
  public List<GetterSight> getters() {
    List<GetterSight> getters = new ArrayList<>();
    TypeElement element = element();
    if (element != null) {
      for (TypeElement part : hierarchy()) {
        for (ExecutableElement method : ElementFilter.methodsIn(part.getEnclosedElements())) {
          if (method.getParameters().isEmpty()
              && !part.getQualifiedName().contentEquals("java.lang.Object")) {
            getters.add(new Getter(method, element, view));
          }
        }
      }
    }
    return getters;
  }

  @Override
  public boolean isUnresolved() {
    if (mirror instanceof ArrayType array) {
      return view.type(array.getComponentType()).isUnresolved();
    }
    return mirror.getKind() == TypeKind.ERROR
        || hierarchy().stream().anyMatch(SourceType::lacksSupertype);
  }

  private static boolean lacksSupertype(TypeElement type) {
    return type.getSuperclass().getKind() == TypeKind.ERROR
        || type.getInterfaces().stream().anyMatch(each -> each.getKind() == TypeKind.ERROR);
  }

  /** As class files write it. */
  String descriptor() {
    if (mirror instanceof ArrayType array) {
      return "[" + view.type(array.getComponentType()).descriptor();
    }
    return switch (mirror.getKind()) {
      case BOOLEAN -> "Z";
      case BYTE -> "B";
      case CHAR -> "C";
      case SHORT -> "S";
      case INT -> "I";
      case LONG -> "J";
      case FLOAT -> "F";
      case DOUBLE -> "D";
      case VOID -> "V";
      default -> "L" + name().replace('.', '/') + ";";
    };
  }

  private @Nullable TypeElement element() {
    return mirror instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement element
        ? element
        : null;
  }

  /** Superclasses before interfaces, the nearest first. */
  private Set<TypeElement> hierarchy() {
    Set<TypeElement> all = new LinkedHashSet<>();
    for (TypeElement c = element(); c != null; c = elementOf(c.getSuperclass())) {
      all.add(c);
    }
    List<TypeElement> open = new ArrayList<>(all);
    while (!open.isEmpty()) {
      for (TypeMirror implemented : open.remove(0).getInterfaces()) {
        TypeElement next = elementOf(implemented);
        if (next != null && all.add(next)) {
          open.add(next);
        }
      }
    }
    return all;
  }

  private @Nullable TypeElement elementOf(TypeMirror type) {
    return view.type(type).element();
  }

  /** A method of the source without parameters. */
  private record Getter(ExecutableElement method, TypeElement subject, SourceView view)
      implements GetterSight {

    @Override
    public String name() {
      return method.getSimpleName().toString();
    }

    @Override
    public TypeSight result() {
      return view.type(method.getReturnType());
    }

    @Override
    public boolean isStatic() {
      return method.getModifiers().contains(Modifier.STATIC);
    }

    @Override
    public boolean isBridge() {
      return false;
    }

    @Override
    public boolean isAccessible() {
      return view.isAccessible(method, subject);
    }
  }
}
