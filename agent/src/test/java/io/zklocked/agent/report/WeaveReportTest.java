package io.zklocked.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.rule.RuleLedger;
import io.zklocked.agent.weave.MethodFate;
import io.zklocked.agent.weave.MethodFate.State;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.rule.RulesFile;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeaveReportTest {

  private static final Class<?> OWNER = WeaveReportTest.class;
  private static final ClassLoader LOADER = OWNER.getClassLoader();

  private final WeaveReport report = new WeaveReport(new RuleLedger(RulesFile.NONE), true);

  @Test
  void callsAreCountedForEachMethodHoweverOftenItsClassIsWoven() {
    woven(fate("close", State.LOCKED, null));
    Objects.requireNonNull(report.calls(OWNER, "close", "(I)V")).increment();
    woven(fate("close", State.LOCKED, null));
    Objects.requireNonNull(report.calls(OWNER, "close", "(I)V")).increment();
    assertThat(json()).contains("\"state\": \"locked\",\n      \"calls\": 2");
    assertThat(report.calls(OWNER, "open", "(I)V")).isNull();
  }

  @Test
  void nothingIsCountedWhereNoReportIsAskedFor() {
    WeaveReport uncounted = new WeaveReport(new RuleLedger(RulesFile.NONE), false);
    uncounted.woven(LOADER, OWNER.getName(), List.of(fate("close", State.LOCKED, null)));
    assertThat(uncounted.calls(OWNER, "close", "(I)V")).isNull();
  }

  @Test
  void methodThatCannotBeLinkedIsRefusedFromThenOn() {
    woven(fate("close", State.LOCKED, null));
    report.unlinked(OWNER, "close", "(I)V", true, "there is no id");
    assertThat(json()).contains("\"state\": \"refused\"", "\"reason\": \"there is no id\"");
    report.unlinked(OWNER, "close", "(I)V", false, "there is no id");
    assertThat(json()).contains("\"state\": \"runs unlocked\"");
  }

  @Test
  void lineSaysWhatIsNotLocked() {
    woven(fate("close", State.LOCKED, null));
    assertThat(line()).isEqualTo("methods locked: 1");
    woven(fate("open", State.REFUSED, "no"), fate("read", State.UNLOCKED, "no"));
    report.failed(LOADER, "app.Broken", false, "no");
    report.failed(LOADER, "app.Earlier", true, "no");
    assertThat(line())
        .isEqualTo(
            "methods locked: 1; methods refused, which throw: 1; methods that RUN WITHOUT LOCKS:"
                + " 1; classes that were not loaded: 1; classes that RUN WITHOUT LOCKS: 1");
    assertThat(json()).contains("\"state\": \"not loaded\"", "app.Earlier");
  }

  @Test
  void sameClassInTwoLoadersIsTwoClasses() throws Exception {
    try (URLClassLoader other = new URLClassLoader("other", new URL[0], LOADER)) {
      woven(fate("close", State.LOCKED, null));
      report.woven(other, OWNER.getName(), List.of(fate("close", State.LOCKED, null)));
      assertThat(report.entries()).hasSize(2);
      assertThat(json()).contains("\"name\": \"other\"", "java.net.URLClassLoader");
    }
  }

  @Test
  void loaderThatNobodyElseKnowsIsForgotten() throws Exception {
    WeakReference<ClassLoader> loader = wovenElsewhere();
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
    assertThat(report.entries()).isEmpty();
  }

  private WeakReference<ClassLoader> wovenElsewhere() throws Exception {
    URLClassLoader other = new URLClassLoader(new URL[0], null);
    report.woven(other, "app.Gone", List.of(fate("close", State.LOCKED, null)));
    other.close();
    return new WeakReference<>(other);
  }

  @Test
  void fileIsWrittenWhenItIsAskedForAndReplacesTheOldOne(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("report.json");
    Files.writeString(file, "an older one");
    ReportKeeper keeper = keeper(file);
    woven(fate("close", State.LOCKED, null));
    assertThat(keeper.write()).isEqualTo(file.toString());
    assertThat(Files.readString(file)).contains("\"ensemble\": \"memory\"", "\"close\"");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void fileThatCannotBeWrittenIsSaid(@TempDir Path directory) throws Exception {
    Path file = Files.createDirectory(directory.resolve("gone")).resolve("report.json");
    ReportKeeper keeper = keeper(file);
    Files.delete(file.getParent());
    assertThat(keeper.write()).startsWith("the report " + file + " cannot be written: ");
  }

  @Test
  void withoutAFileItIsSaidHowToGetOne() {
    ReportKeeper keeper = new ReportKeeper(report, ZkLocksConfig.memory(), "memory", null);
    assertThat(keeper.write()).contains("report=");
  }

  private ReportKeeper keeper(Path file) {
    return new ReportKeeper(
        report, ZkLocksConfig.memory().with("report", file.toString()), "memory", null);
  }

  private void woven(MethodFate... fates) {
    report.woven(LOADER, OWNER.getName(), List.of(fates));
  }

  private String line() {
    return new ReportText(report, "memory", null).line();
  }

  private String json() {
    return new ReportText(report, "memory", null).json(Instant.EPOCH, Map.of());
  }

  private static MethodFate fate(String name, State state, @Nullable String reason) {
    return new MethodFate(
        name,
        "(I)V",
        "WeaveReportTest#" + name + "(int)",
        List.of(new MethodFate.Lock("orders/{0}", "EXCLUSIVE", "annotation")),
        state,
        reason);
  }
}
