package io.zklocked.agent.weave;

import io.zklocked.rules.GetterSight;
import io.zklocked.rules.TypeSight;
import java.util.List;
import net.bytebuddy.jar.asm.Type;

/**
 * A type of which a class file gives the name, as rules look at it: no other class is loaded or
 * read while one is woven, so that the rest shows when its call sites are linked. Immutable.
 */
record DescribedType(Type type) implements TypeSight {

  @Override
  public String name() {
    return type.getClassName();
  }

  @Override
  public boolean isPrimitive() {
    return type.getSort() < Type.ARRAY;
  }

  @Override
  public boolean isArray() {
    return type.getSort() == Type.ARRAY;
  }

  @Override
  public boolean isEnum() {
    return false;
  }

  @Override
  public boolean isA(String name) {
    return name().equals(name);
  }

  @Override
  public boolean takes(Class<?> value) {
    return name().equals(value.getName());
  }

  @Override
  public boolean hasComponent(String name) {
    return false;
  }

  @Override
  public List<GetterSight> getters() {
    return List.of();
  }

  @Override
  public boolean isUnresolved() {
    return true;
  }
}
