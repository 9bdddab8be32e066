package io.zklocked.agent.weave;

import io.zklocked.rules.ClassLocks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a class. Immutable.
 *
 * @param name as in the source
 * @param file the class file to load instead; null if it stays as it is
 * @param locked its methods that are locked now, for people
 * @param problems what is wrong with others, each with its method and a remedy, for people
 * @param fates what became of each method that is to be locked
 * @param sites what the call sites of each locked method say, by its name and descriptor
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record WovenClass(
    String name,
    byte @Nullable [] file,
    List<String> locked,
    List<String> problems,
    List<MethodFate> fates,
    Map<String, Object[]> sites) {

  /** A class that stays as it is. */
  static WovenClass untouched(String name, List<String> problems) {
    return new WovenClass(name, null, List.of(), problems, List.of(), Map.of());
  }

  /** What is wrong with the lock on a class that is for none of its methods. */
  static String lockingNothing(String name) {
    return "the lock on " + name + " LOCKS NOTHING: " + ClassLocks.NOTHING_COVERED.sentence();
  }
}
