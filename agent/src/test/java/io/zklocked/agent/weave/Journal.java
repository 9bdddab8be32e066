package io.zklocked.agent.weave;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Links call sites to itself and notes what they do. Confined to one thread. */
public final class Journal {

  /** What parameters are filled in with. */
  static final long TOKEN = 77;

  private static final List<String> LINES = new ArrayList<>();
  private static Object answer = "token";

  private Journal() {}

  static List<String> take() {
    List<String> lines = List.copyOf(LINES);
    LINES.clear();
    return lines;
  }

  /** What enter does from now on: a runtime exception is thrown, all else is given. */
  static void answer(Object next) {
    answer = next;
  }

  static CallSite link(Object[] request) {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType type = (MethodType) request[2];
    try {
      return new ConstantCallSite(handle(lookup, (String) request[1], type));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(String.valueOf(e.getMessage()), e);
    }
  }

  public static Object enter(Object[] arguments) {
    LINES.add("enter " + Arrays.deepToString(arguments));
    if (answer instanceof IllegalStateException failure) {
      throw failure;
    }
    return answer;
  }

  public static void exit(Object[] resultAndToken) {
    @Nullable Object result = resultAndToken.length == 1 ? null : resultAndToken[0];
    Object token = resultAndToken[resultAndToken.length - 1];
    LINES.add("exit " + shown(result) + " " + token);
  }

  public static void fail(Throwable failure, Object token) {
    LINES.add("fail " + failure + " " + token);
  }

  static String shown(@Nullable Object result) {
    return Arrays.deepToString(new @Nullable Object[] {result});
  }

  private static MethodHandle handle(MethodHandles.Lookup lookup, String name, MethodType type)
      throws ReflectiveOperationException {
    return switch (name) {
      case "enter" ->
          lookup
              .findStatic(Journal.class, name, MethodType.methodType(Object.class, Object[].class))
              .asCollector(Object[].class, type.parameterCount())
              .asType(type);
      case "exit" -> exit(lookup, type);
      case "fail" ->
          lookup.findStatic(
              Journal.class,
              name,
              MethodType.methodType(void.class, Throwable.class, Object.class));
      case "token" ->
          MethodHandles.dropArguments(MethodHandles.constant(long.class, TOKEN), 0, Object.class);
      case "skipped" -> MethodHandles.zero(type.returnType());
      default -> throw new AssertionError(name);
    };
  }

  private static MethodHandle exit(MethodHandles.Lookup lookup, MethodType type)
      throws ReflectiveOperationException {
    MethodHandle exit =
        lookup
            .findStatic(Journal.class, "exit", MethodType.methodType(void.class, Object[].class))
            .asCollector(Object[].class, type.parameterCount())
            .asType(type.changeReturnType(void.class));
    if (type.returnType() == void.class) {
      return exit;
    }
    MethodHandle result = MethodHandles.identity(type.returnType());
    return MethodHandles.foldArguments(MethodHandles.dropArguments(result, 1, Object.class), exit);
  }
}
