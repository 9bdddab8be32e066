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

  /** No class file: the JVM refuses it, and a class that is loaded stays as it is. */
  private static final byte[] REFUSED = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe};

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
    WovenClass result;
    try {
      result = weaver.weave(file, loader, shaped);
    } catch (RuntimeException | LinkageError e) {
      if (redefined != null && woven.test(redefined)) {
        LOG.error("{} keeps its locks, and is not changed: weaving it again failed", name, e);
        return REFUSED;
      }
      throw e;
    }
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
