package io.zklocked.runtime.call;

import io.zklocked.rules.LockAttributes;
import io.zklocked.rules.MethodSight;
import io.zklocked.rules.TypeSight;
import io.zklocked.runtime.key.ReflectedType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a method to lock it. Immutable.
 *
 * @param lookup with the rights of the class that declares it, to follow the paths of its key
 * @param name its name
 * @param type its return and parameter types, without the object of the call
 * @param isStatic whether it is static
 * @param parameterNames by {@link io.zklocked.LockParam} or as compiled; null where unknown
 * @param tokens the positions of those that {@link io.zklocked.FencingToken} marks
 * @param locks the attributes of its locks; not empty
 */
public record MethodFacts(
    MethodHandles.Lookup lookup,
    String name,
    MethodType type,
    boolean isStatic,
    List<@Nullable String> parameterNames,
    List<Integer> tokens,
    List<LockAttributes> locks) {

  /** Copies positions and locks. */
  public MethodFacts {
    tokens = List.copyOf(tokens);
    locks = List.copyOf(locks);
  }

  /**
   * A method without a parameter to be filled in, or whose caller fills it in.
   *
   * @param lookup as above
   * @param name as above
   * @param type as above
   * @param isStatic as above
   * @param parameterNames as above
   * @param locks as above
   */
  public MethodFacts(
      MethodHandles.Lookup lookup,
      String name,
      MethodType type,
      boolean isStatic,
      List<@Nullable String> parameterNames,
      List<LockAttributes> locks) {
    this(lookup, name, type, isStatic, parameterNames, List.of(), locks);
  }

  /** The same with other attributes of its locks. */
  MethodFacts set(UnaryOperator<LockAttributes> settings) {
    return new MethodFacts(
        lookup,
        name,
        type,
        isStatic,
        parameterNames,
        tokens,
        locks.stream().map(settings).toList());
  }

  /**
   * Where the method stands, for messages.
   *
   * @return such as {@code com.acme.Bank#transfer(long,long)}
   */
  public String place() {
    StringBuilder place = new StringBuilder(lookup.lookupClass().getName());
    place.append('#').append(name).append('(');
    for (int i = 0; i < type.parameterCount(); i++) {
      place.append(i == 0 ? "" : ",").append(shortName(type.parameterType(i)));
    }
    return place.append(')').toString();
  }

  /** The method as rules look at it. Whoever prepares a method has seen that it has a body. */
  MethodSight sight() {
    List<MethodSight> own = new ArrayList<>(1);
    if (!LockAttributes.together(locks, LockAttributes::fallback).isEmpty()) {
      siblings(name).stream().filter(this::isThis).forEach(own::add); // for what it throws
    }
    return sight(
        name,
        type,
        isStatic,
        parameterNames,
        tokens,
        own.isEmpty() ? List.of() : own.get(0).thrown());
  }

  private boolean isThis(MethodSight sibling) {
    List<String> types = Arrays.stream(type.parameterArray()).map(Class::getTypeName).toList();
    return sibling.parameters().stream().map(TypeSight::name).toList().equals(types);
  }

  private MethodSight sight(
      String called,
      MethodType types,
      boolean ofClass,
      List<@Nullable String> names,
      List<Integer> marked,
      List<? extends TypeSight> thrown) {
    return new MethodSight(
        MethodSight.Form.BODY,
        seen(lookup.lookupClass()),
        called,
        ofClass,
        seen(types.returnType()),
        seen(types.parameterArray()),
        names,
        marked,
        thrown,
        this::siblings);
  }

  private ReflectedType seen(Class<?> one) {
    return new ReflectedType(one, lookup);
  }

  private List<ReflectedType> seen(Class<?>[] several) {
    return Arrays.stream(several).map(this::seen).toList();
  }

  private List<MethodSight> siblings(String wanted) {
    List<MethodSight> found = new ArrayList<>();
    for (Method each : lookup.lookupClass().getDeclaredMethods()) {
      if (each.getName().equals(wanted) && !each.isBridge()) {
        found.add(
            sight(
                wanted,
                MethodType.methodType(each.getReturnType(), each.getParameterTypes()),
                Modifier.isStatic(each.getModifiers()),
                List.of(),
                List.of(),
                seen(each.getExceptionTypes())));
      }
    }
    return found;
  }

  /**
   * The name of a class, for people. Its own simple name is asked of the class that it is in, which
   * obfuscators rename or leave out: then the question itself fails.
   */
  static String shortName(Class<?> type) {
    String name = type.getTypeName();
    int nested = name.lastIndexOf('$', name.length() - 2);
    return name.substring(Math.max(name.lastIndexOf('.'), nested) + 1);
  }
}
