package io.zklocked.runtime.call;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.key.ConditionalKey;
import io.zklocked.runtime.key.KeySpace;
import io.zklocked.runtime.key.KeyTemplate;
import io.zklocked.runtime.key.LockKey;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one method, each by a handle. Immutable.
 *
 * @param subjects what the keys need of a call
 * @param handles each takes all subjects, with their declared types, and returns a {@link LockKey},
 *     or null where the call does not want the lock
 */
record MethodKeys(List<Integer> subjects, List<MethodHandle> handles) {

  /**
   * Compiles the templates of a method.
   *
   * @throws io.zklocked.LockKeyException if one of them cannot give a key
   */
  static MethodKeys of(
      MethodFacts method, Function<String, @Nullable String> properties, KeySpace space) {
    List<ConditionalKey> keys = new ArrayList<>(method.locks().size());
    for (LockAttributes lock : method.locks()) {
      keys.add(ConditionalKey.of(lock, properties));
    }
    boolean isStatic = method.isStatic();
    List<@Nullable String> names = method.parameterNames();
    List<Integer> all = ConditionalKey.subjects(keys, isStatic, names);
    List<Class<?>> types = types(method, all);
    List<MethodHandle> handles = new ArrayList<>(keys.size());
    for (ConditionalKey key : keys) {
      MethodHandle handle = key.compile(method.lookup(), isStatic, names, all, types, space);
      handles.add(PlacedKey.of(method.place(), handle));
    }
    return new MethodKeys(all, List.copyOf(handles));
  }

  /** A handle that takes all subjects and gives an array of all keys. */
  MethodHandle together() {
    MethodHandle keys =
        MethodHandles.identity(LockKey[].class).asCollector(LockKey[].class, handles.size());
    List<Class<?>> types = handles.get(0).type().parameterList();
    int[] order = new int[handles.size() * types.size()];
    for (int i = handles.size() - 1; i >= 0; i--) {
      keys = MethodHandles.collectArguments(keys, i, handles.get(i));
      for (int j = 0; j < types.size(); j++) {
        order[i * types.size() + j] = j;
      }
    }
    return MethodHandles.permuteArguments(
        keys, MethodType.methodType(LockKey[].class, types), order);
  }

  private static List<Class<?>> types(MethodFacts method, List<Integer> subjects) {
    List<Class<?>> types = new ArrayList<>(subjects.size());
    for (int subject : subjects) {
      types.add(
          subject == KeyTemplate.THIS
              ? method.lookup().lookupClass()
              : method.type().parameterType(subject));
    }
    return types;
  }
}
