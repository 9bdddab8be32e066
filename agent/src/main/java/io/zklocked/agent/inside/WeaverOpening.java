package io.zklocked.agent.inside;

import io.zklocked.agent.link.CalledSites;
import io.zklocked.agent.link.LazyRuntime;
import io.zklocked.agent.link.LinkTerms;
import io.zklocked.agent.link.Linkage;
import io.zklocked.agent.link.LiveSettings;
import io.zklocked.agent.link.SpringTransactions;
import io.zklocked.agent.report.ReportKeeper;
import io.zklocked.agent.report.WeaveReport;
import io.zklocked.agent.rule.RuleBook;
import io.zklocked.agent.weave.Weaver;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.metrics.DeferredObserver;
import io.zklocked.runtime.observe.Observations;
import io.zklocked.spi.ThreadHolds;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assembles what weaves, and what woven code calls. Apart from {@link AgentSide}, so that an
 * application with nothing to lock does not load what the JVM needs to verify it. Immutable.
 */
final class WeaverOpening {

  private final ZkLocksConfig config;
  private final RuleBook rules;
  private final LiveSettings settings;
  private final WeaveReport met;
  private final String ensemble;
  private final boolean failsUnwoven;

  WeaverOpening(
      ZkLocksConfig config,
      RuleBook rules,
      LiveSettings settings,
      WeaveReport met,
      String ensemble,
      boolean failsUnwoven) {
    this.config = config;
    this.rules = rules;
    this.settings = settings;
    this.met = met;
    this.ensemble = ensemble;
    this.failsUnwoven = failsUnwoven;
  }

  ClassFileTransformer open(Instrumentation instrumentation) {
    Observations observations = config.observes() ? observations() : null;
    ReportKeeper keeper = new ReportKeeper(met, config, ensemble, observations);
    WovenClasses woven = new WovenClasses();
    SpringTransactions transactions = new SpringTransactions();
    LockObserver observer =
        config.metrics() ? new DeferredObserver(keeper.meters()) : LockObserver.NONE;
    LazyRuntime runtime =
        new LazyRuntime(
            config::withoutRules,
            known ->
                observations == null
                    ? LockRuntime.start(known, observer, transactions)
                    : LockRuntime.observing(known, observer, observations));
    runtime.expect();
    Linkage linkage =
        new Linkage(
            runtime,
            transactions,
            woven,
            new ClassRights(instrumentation),
            new LinkTerms(settings, failsUnwoven, met, observations));
    Supplier<?> holds = ThreadHolds::innermost;
    Dispatcher.install(instrumentation, linkage, holds, woven, new CalledSites(linkage));
    Weaver weaver = new Weaver(Dispatcher.NAME, config::property, rules, failsUnwoven);
    return new WeavingTransformer(weaver, woven, met, keeper);
  }

  private static Observations observations() {
    Logger log = LoggerFactory.getLogger("io.zklocked.observe");
    log.warn("NOTHING IS LOCKED: methods run side by side, as without the agent");
    return new Observations(log::info);
  }
}
