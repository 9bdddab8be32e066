package io.zklocked.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import io.zklocked.LockBusyException;
import io.zklocked.ZkLocked;
import io.zklocked.runtime.Hold;
import io.zklocked.runtime.ZkLocks;
import io.zklocked.runtime.ZkLocksConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rules file sets of locks counts without the agent as well. */
class SettingsTest {

  @TempDir Path directory;

  static class Books {
    @ZkLocked(value = "settings/{0}", waitTime = "forever")
    public String close(int year) {
      return "closed";
    }
  }

  @Test
  void timesAreSetFromOutside() throws Exception {
    Path rules = directory.resolve("locks.rules");
    Files.writeString(rules, "@ZkLocked settings/{0} -> wait-time=1ms");
    ZkLocksConfig config = ZkLocksConfig.memory().with("rules", rules.toString());
    assertThat(config.warnings()).noneSatisfy(each -> assertThat(each).contains("rules"));
    Books books = Guice.createInjector(new ZkLockedModule(config)).getInstance(Books.class);
    assertThat(books.close(2025)).isEqualTo("closed");
    try (ZkLocks others = ZkLocks.start(ZkLocksConfig.memory());
        Hold held = others.tryAcquire("settings/2026", Duration.ZERO).orElseThrow()) {
      assertThatThrownBy(() -> books.close(2026)).isInstanceOf(LockBusyException.class);
      held.ensureValid();
    }
  }

  @Test
  void rulesThatOnlyTheAgentFollowsAreToldOf() throws Exception {
    Path rules = directory.resolve("locks.rules");
    Files.writeString(rules, "com.acme.Billing#close -> billing");
    assertThat(ZkLocksConfig.memory().with("rules", rules.toString()).warnings())
        .anySatisfy(
            each -> assertThat(each).contains("without the agent nothing is locked by them"));
  }
}
