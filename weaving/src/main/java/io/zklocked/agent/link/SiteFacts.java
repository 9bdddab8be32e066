package io.zklocked.agent.link;

import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.call.MethodFacts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the weaver wrote into a call site about its method: its name, its descriptor, whether
 * it is static, the names of its parameters, and for each lock the number of its attributes, and
 * these. Stateless.
 */
public final class SiteFacts {

  private static final int LOCKS = 4;

  private SiteFacts() {}

  /**
   * The method of a site.
   *
   * @param caller with the rights of its class
   * @param site what the site says
   * @return the method with the locks that the site says
   */
  public static MethodFacts of(MethodHandles.Lookup caller, Object[] site) {
    return of(caller, site, locks(site));
  }

  static MethodFacts of(MethodHandles.Lookup caller, Object[] site, List<LockAttributes> locks) {
    ClassLoader loader = caller.lookupClass().getClassLoader();
    return new MethodFacts(
        caller,
        (String) site[0],
        MethodType.fromMethodDescriptorString((String) site[1], loader),
        site[2].equals(1),
        names((String) site[3]),
        locks);
  }

  static List<LockAttributes> locks(Object[] site) {
    List<LockAttributes> locks = new ArrayList<>();
    int at = LOCKS;
    while (at < site.length) {
      LockAttributes lock = LockAttributes.DEFAULT;
      int end = at + 1 + 2 * (Integer) site[at];
      for (int i = at + 1; i < end; i += 2) {
        lock = lock.and((String) site[i], site[i + 1]);
      }
      locks.add(lock);
      at = end;
    }
    return locks;
  }

  private static List<@Nullable String> names(String joined) {
    List<@Nullable String> names = new ArrayList<>();
    int from = 0;
    for (int at = joined.indexOf(';'); at >= 0; at = joined.indexOf(';', from)) {
      names.add(at == from ? null : joined.substring(from, at));
      from = at + 1;
    }
    return names;
  }
}
