package io.zklocked.agent.inside;

import io.zklocked.agent.report.ReportKeeper;
import io.zklocked.agent.report.WeaveReport;
import io.zklocked.agent.weave.Weaver;
import io.zklocked.agent.weave.WovenClass;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Weaves the classes that the entry has found, and says what became of each. Thread-safe. What it
 * throws makes the entry refuse the class.
 */
final class WeavingTransformer implements ClassFileTransformer {

  private static final Logger LOG = LoggerFactory.getLogger("io.zklocked.agent");

  private final Weaver weaver;
  private final WovenClasses woven;
  private final WeaveReport report;
  private final ReportKeeper keeper;

  WeavingTransformer(Weaver weaver, WovenClasses woven, WeaveReport report, ReportKeeper keeper) {
    this.weaver = weaver;
    this.woven = woven;
    this.report = report;
    this.keeper = keeper;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] file) {
    if (loader == null) {
      return null;
    }
    boolean shaped = redefined != null && woven.isShaped(redefined);
    WovenClass result = weaver.weave(file, loader, shaped);
    if (result == null) {
      return null;
    }
    for (String problem : result.problems()) {
      LOG.error(problem);
    }
    report.woven(loader, result.name(), result.fates());
    keeper.start();
    if (result.file() == null) {
      return null;
    }
    woven.add(loader, result.name(), shaped, result.sites());
    LOG.debug("woven {}: {}", result.name(), result.locked());
    return result.file();
  }
}
