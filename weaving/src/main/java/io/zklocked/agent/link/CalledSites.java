package io.zklocked.agent.link;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The call sites of woven classes whose files cannot hold any. They hang on their class, and die
 * with it. Thread-safe: a site that is linked twice at the same time is kept once.
 */
public final class CalledSites implements BiFunction<MethodHandles.Lookup, String, MethodHandle> {

  private static final MethodType ARRAY = MethodType.methodType(Object.class, Object[].class);

  private final Function<Object[], CallSite> linkage;
  private final ClassValue<ConcurrentMap<String, MethodHandle>> sites = new OfClass();

  /**
   * Links sites as if they were in their classes.
   *
   * @param linkage links them
   */
  public CalledSites(Function<Object[], CallSite> linkage) {
    this.linkage = linkage;
  }

  @Override
  public MethodHandle apply(MethodHandles.Lookup caller, String text) {
    ConcurrentMap<String, MethodHandle> known = sites.get(caller.lookupClass());
    MethodHandle site = known.get(text);
    if (site != null) {
      return site;
    }
    MethodHandle linked = link(caller, text);
    MethodHandle other = known.putIfAbsent(text, linked);
    return other == null ? linked : other;
  }

  /** A handle that takes what the site takes as an array, and gives null for nothing. */
  private MethodHandle link(MethodHandles.Lookup caller, String text) {
    List<Object> said = SiteText.read(text);
    ClassLoader loader = caller.lookupClass().getClassLoader();
    MethodType type = MethodType.fromMethodDescriptorString((String) said.get(1), loader);
    Object[] request = {caller, said.get(0), type, said.subList(2, said.size()).toArray()};
    return linkage
        .apply(request)
        .dynamicInvoker()
        .asType(type.generic())
        .asSpreader(Object[].class, type.parameterCount())
        .asType(ARRAY);
  }

  /** What is known of one class. */
  private static final class OfClass extends ClassValue<ConcurrentMap<String, MethodHandle>> {
    @Override
    protected ConcurrentMap<String, MethodHandle> computeValue(Class<?> caller) {
      return new ConcurrentHashMap<>();
    }
  }
}
