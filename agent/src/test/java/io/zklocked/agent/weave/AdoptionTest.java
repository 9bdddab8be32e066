package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.glance.Glance;
import io.zklocked.agent.rule.RuleBook;
import io.zklocked.contract.Compiled;
import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.rule.Adoption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The annotations of other libraries, as those libraries compile them. */
class AdoptionTest {

  @TempDir Path directory;

  private WovenClass weave(String library, String method) {
    Compiled compiled =
        Compiled.unchecked(
            directory, "app.Jobs", "package app; public class Jobs { " + method + " }", "-g");
    assertThat(compiled.errors()).isEmpty();
    RuleBook book = new RuleBook(Adoption.parse(library).rules());
    byte[] file = compiled.file("app.Jobs");
    assertThat(new Glance(book).test(compiled.loader(), file)).isTrue();
    return Objects.requireNonNull(
        new Weaver(WeaverOracleTest.DISPATCHER, any -> null, book)
            .weave(file, compiled.loader(), false));
  }

  /** What the one call site that enters says of its lock. */
  private static Map<String, Object> lock(WovenClass woven) {
    assertThat(woven.problems()).isEmpty();
    Object[] facts = woven.sites().values().iterator().next();
    LockAttributes lock = LockAttributes.DEFAULT;
    List<Object> given = Arrays.asList(facts).subList(5, facts.length);
    for (int i = 0; i < given.size(); i += 2) {
      lock = lock.and((String) given.get(i), given.get(i + 1));
    }
    return lock.given();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net.javacrumbs.shedlock.spring.annotation.SchedulerLock",
        "net.javacrumbs.shedlock.cdi.SchedulerLock"
      })
  void shedLockSkipsAndKeepsOthersOut(String annotation) {
    String lock = "@" + annotation + "(name = \"nightly\", lockAtMostFor = \"10m\",";
    assertThat(
            lock(weave("shedlock", lock + " lockAtLeastFor = \"PT5M\") public void nightly() {}")))
        .isEqualTo(
            Map.of(
                "value", "shedlock/nightly",
                "onBusy", "SKIP",
                "lockAtLeastFor", "PT5M",
                "warnAfter", "10m"));
  }

  @Test
  void oldShedLockHasItsTimesInTexts() {
    String lock = "@net.javacrumbs.shedlock.core.SchedulerLock(name = \"nightly\"";
    assertThat(
            lock(
                weave(
                    "shedlock",
                    lock + ", lockAtLeastForString = \"PT5M\") public void nightly() {}")))
        .isEqualTo(Map.of("value", "shedlock/nightly", "onBusy", "SKIP", "lockAtLeastFor", "PT5M"));
    assertThat(
            weave("shedlock", lock + ", lockAtLeastFor = 5000) public void nightly() {}")
                .problems())
        .singleElement()
        .asString()
        .contains("Jobs#nightly()", "lockAtLeastFor = 5000", "(shedlock (adopted):");
  }

  @Test
  void shedLockNamesMayAskForParametersAndNothingElse() {
    String lock = "@net.javacrumbs.shedlock.spring.annotation.SchedulerLock(name = ";
    assertThat(
            lock(weave("shedlock", lock + "\"of-#{#tenant}\") public void of(String tenant) {}")))
        .containsEntry("value", "shedlock/of-{tenant}");
    assertThat(weave("shedlock", lock + "\"#{@bean.name()}\") public void of() {}").problems())
        .singleElement()
        .asString()
        .contains("only #parameter and #parameter.property are understood");
    assertThat(weave("shedlock", lock + "\"x\") public int of() { return 1; }").problems())
        .singleElement()
        .asString()
        .contains("int");
  }

  @Test
  void lock4jWaitsThenThrows() {
    String lock = "@com.baomidou.lock.annotation.Lock4j";
    assertThat(lock(weave("lock4j", lock + " public void close() {}")))
        .isEqualTo(Map.of("value", "lock4j/app.Jobs.close/all", "waitTime", "3000ms"));
    assertThat(
            lock(
                weave(
                    "shedlock,lock4j",
                    lock
                        + "(name = \"o\", keys = {\"#id\", \"#by\"}, acquireTimeout = 500, expire ="
                        + " 9) public void close(long id, String by) {}")))
        .isEqualTo(Map.of("value", "lock4j/o/{id}/{by}", "waitTime", "500ms"));
    assertThat(weave("lock4j", lock + "(autoRelease = false) public void close() {}").problems())
        .singleElement()
        .asString()
        .contains("autoRelease = false, which cannot be kept here");
  }
}
