package io.zklocked.runtime.key;

import io.zklocked.rules.GetterSight;
import io.zklocked.rules.TypeSight;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A loaded class as rules look at it. Immutable.
 *
 * @param type the class
 * @param lookup whose rights count
 */
public record ReflectedType(Class<?> type, MethodHandles.Lookup lookup) implements TypeSight {

  @Override
  public String name() {
    return type.getTypeName();
  }

  @Override
  public boolean isPrimitive() {
    return type.isPrimitive();
  }

  @Override
  public boolean isArray() {
    return type.isArray();
  }

  @Override
  public boolean isEnum() {
    return type.isEnum();
  }

  @Override
  public boolean isA(String name) {
    return isA(type, name);
  }

  private static boolean isA(@Nullable Class<?> type, String name) {
    if (type == null) {
      return false;
    }
    if (type.getName().equals(name) || isA(type.getSuperclass(), name)) {
      return true;
    }
    for (Class<?> implemented : type.getInterfaces()) {
      if (isA(implemented, name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean takes(Class<?> value) {
    return type.isAssignableFrom(value);
  }

  @Override
  public boolean hasComponent(String name) {
    RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : null;
    if (components != null) {
      for (RecordComponent component : components) {
        if (component.getName().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public List<GetterSight> getters() {
    List<GetterSight> getters = new ArrayList<>();
    for (Class<?> part : hierarchy(type)) {
      for (Method method : part.getDeclaredMethods()) {
        if (method.getParameterCount() == 0) {
          getters.add(new Getter(method, lookup));
        }
      }
    }
    return getters;
  }

  @Override
  public boolean isUnresolved() {
    return false;
  }

  private static Set<Class<?>> hierarchy(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      all.add(c);
    }
    List<Class<?>> open = new ArrayList<>(all);
    while (!open.isEmpty()) {
      for (Class<?> next : open.remove(0).getInterfaces()) {
        if (all.add(next)) {
          open.add(next);
        }
      }
    }
    return all;
  }

  /** A method of a loaded class. */
  record Getter(Method method, MethodHandles.Lookup lookup) implements GetterSight {

    @Override
    public String name() {
      return method.getName();
    }

    @Override
    public TypeSight result() {
      return new ReflectedType(method.getReturnType(), lookup);
    }

    @Override
    public boolean isStatic() {
      return Modifier.isStatic(method.getModifiers());
    }

    @Override
    public boolean isBridge() {
      return method.isBridge();
    }

    @Override
    public boolean isAccessible() {
      return handle() != null;
    }

    /** Null if it is out of reach; a public type above may then declare the same method. */
    @Nullable MethodHandle handle() {
      try {
        return lookup.unreflect(method);
      } catch (IllegalAccessException e) {
        return null;
      }
    }
  }
}
