package io.zklocked.agent.weave;

import io.zklocked.agent.link.LinkTerms;
import io.zklocked.agent.link.Linkage;
import io.zklocked.agent.link.LiveSettings;
import io.zklocked.agent.link.MethodWatch;
import io.zklocked.agent.link.SpringTransactions;
import io.zklocked.agent.link.WovenSites;
import io.zklocked.runtime.call.Calls;
import io.zklocked.runtime.rule.RulesFile;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.function.Supplier;

/** Makes linkages for woven classes that open no transactions. */
public final class Links {

  private static final WovenSites NOTHING_WOVEN =
      new WovenSites() {
        @Override
        public Map<String, Object[]> of(Class<?> type) {
          return Map.of();
        }

        @Override
        public int count() {
          return 0;
        }
      };

  private Links() {}

  /** A linkage whose calls arrive there. */
  public static Linkage to(Supplier<Calls> calls) {
    return to(calls, true, MethodWatch.NONE);
  }

  static Linkage to(Supplier<Calls> calls, boolean failsUnwoven, MethodWatch watch) {
    return new Linkage(
        calls,
        new SpringTransactions(),
        NOTHING_WOVEN,
        any -> MethodHandles.lookup(),
        new LinkTerms(new LiveSettings(RulesFile.NONE, false), failsUnwoven, watch, null));
  }
}
