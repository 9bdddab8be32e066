package io.zklocked.runtime.engine;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How another library names its contenders, and whom it lets go before it. */
enum SimRecipe {
  /**
   * Curator's InterProcessMutex: every child counts, sorted by what follows the last {@code lock-}
   * of its name, or by the name.
   */
  CURATOR {
    @Override
    String prefix(UUID id) {
      return "_c_" + id + "-lock-";
    }

    @Override
    @Nullable String predecessor(String own, List<String> names) {
      return before(own, names, SimRecipe::curatorsKey, name -> true);
    }
  },
  /** As Curator's, but goes on in another session with a contender of one that has ended. */
  CARELESS {
    @Override
    String prefix(UUID id) {
      return CURATOR.prefix(id);
    }

    @Override
    @Nullable String predecessor(String own, List<String> names) {
      return CURATOR.predecessor(own, names);
    }
  },
  /** kazoo's Lock with extra_lock_patterns {@code -lock-}. */
  KAZOO {
    @Override
    String prefix(UUID id) {
      return id.toString().replace("-", "") + "__lock__";
    }

    @Override
    @Nullable String predecessor(String own, List<String> names) {
      return before(
          own,
          names,
          SimRecipe::digits,
          name -> name.contains("__lock__") || name.contains("-lock-"));
    }
  },
  /** kazoo's Lock as it comes: sees its own kind only. */
  STOCK_KAZOO {
    @Override
    String prefix(UUID id) {
      return KAZOO.prefix(id);
    }

    @Override
    @Nullable String predecessor(String own, List<String> names) {
      return before(own, names, SimRecipe::digits, name -> name.contains("__lock__"));
    }
  };

  abstract String prefix(UUID id);

  /** The next before it; null if it is the first. */
  abstract @Nullable String predecessor(String own, List<String> names);

  /** Whether it lets ours go before it. */
  boolean seesOurs() {
    return this != STOCK_KAZOO;
  }

  private static @Nullable String before(
      String own,
      List<String> names,
      java.util.function.Function<String, String> key,
      java.util.function.Predicate<String> counts) {
    String mine = key.apply(own);
    String before = null;
    for (String name : names) {
      if (!name.equals(own) && counts.test(name) && key.apply(name).compareTo(mine) < 0) {
        if (before == null || key.apply(name).compareTo(key.apply(before)) > 0) {
          before = name;
        }
      }
    }
    return before;
  }

  private static String digits(String name) {
    return name.length() < 10 ? name : name.substring(name.length() - 10);
  }

  private static String curatorsKey(String name) {
    int mark = name.lastIndexOf("lock-");
    return mark < 0 ? name : name.substring(mark + "lock-".length());
  }
}
