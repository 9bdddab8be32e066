package io.zklocked.rules;

import java.util.List;

/** What a map may give: its type says nothing. Immutable. */
record AnyObject() implements TypeSight {

  static final TypeSight TYPE = new AnyObject();

  @Override
  public String name() {
    return "java.lang.Object";
  }

  @Override
  public boolean isPrimitive() {
    return false;
  }

  @Override
  public boolean isArray() {
    return false;
  }

  @Override
  public boolean isEnum() {
    return false;
  }

  @Override
  public boolean isA(String name) {
    return name.equals(name());
  }

  @Override
  public boolean takes(Class<?> value) {
    return true;
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
    return false;
  }
}
