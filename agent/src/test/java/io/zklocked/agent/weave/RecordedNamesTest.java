package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Module;
import io.zklocked.agent.boot.Doors;
import io.zklocked.contract.Compiled;
import io.zklocked.guice.ZkLockedModule;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class that was compiled without names has those that the checker recorded. */
class RecordedNamesTest {

  private static final String SOURCE =
      """
      package app;
      import io.zklocked.*;
      public class Transfers {
        @ZkLocked("accounts/{to}/{from}")
        public String transfer(long from, String to) { return HeldLock.current().resource(); }
        @ZkLocked("accounts/{id}")
        public String transfer(@LockParam("id") int from) { return HeldLock.current().resource(); }
      }
      """;
  private static final String RECORD = "META-INF/zklocked/app.Transfers.locks";

  @TempDir Path directory;

  @Test
  void wovenClassWithoutNamesIsLockedByTheRecordedOnes() throws Exception {
    Compiled compiled = Compiled.checked(directory, "app.Transfers", SOURCE, "-g:none");
    assertThat(directory.resolve(RECORD)).exists();
    WovenClass woven = weave(compiled);
    assertThat(woven.problems()).isEmpty();
    assertThat(woven.locked()).hasSize(2);

    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      Doors.install(Links.to(runtime::calls));
      Class<?> type =
          new WovenLoader(Map.of("app.Transfers", woven.file())).loadClass("app.Transfers");
      Object transfers = type.getConstructor().newInstance();
      assertThat(
              type.getMethod("transfer", long.class, String.class).invoke(transfers, 1, "savings"))
          .isEqualTo("accounts/savings/1");
      assertThat(type.getMethod("transfer", int.class).invoke(transfers, 7))
          .isEqualTo("accounts/7");
    }
  }

  @Test
  void classWithoutNamesAndWithoutRecordIsRefused() {
    Compiled compiled = Compiled.unchecked(directory, "app.Transfers", SOURCE, "-g:none");
    assertThat(weave(compiled).problems())
        .singleElement()
        .asString()
        .contains("Transfers#transfer(long,String)", "compiled without parameter names");
  }

  @Test
  void namesOfTheClassComeBeforeRecordedOnes() throws Exception {
    Compiled compiled = Compiled.checked(directory, "app.Transfers", SOURCE, "-parameters");
    Files.writeString(
        directory.resolve(RECORD),
        "# zklocked locks 1\nEXCLUSIVE transfer(JLjava/lang/String;)Ljava/lang/String; to,from a\n");
    Class<?> type = compiled.loader().loadClass("app.Transfers");
    assertThat(Guice.createInjector(locking(type)).getInstance(type).getClass().getSuperclass())
        .isEqualTo(type);
    Object transfers = Guice.createInjector(locking(type)).getInstance(type);
    assertThat(type.getMethod("transfer", long.class, String.class).invoke(transfers, 1, "b"))
        .isEqualTo("accounts/b/1");
  }

  @Test
  void damagedRecordIsAnErrorAndNotAGuess() throws Exception {
    Compiled compiled = Compiled.checked(directory, "app.Transfers", SOURCE, "-g:none");
    Files.writeString(directory.resolve(RECORD), "# zklocked locks 99\n");
    assertThatThrownBy(() -> weave(compiled))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("its first line is not: # zklocked locks 1");
    Class<?> type = compiled.loader().loadClass("app.Transfers");
    assertThatThrownBy(() -> Guice.createInjector(locking(type)))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining(RECORD + " cannot be read");
  }

  @Test
  void guiceTakesRecordedNames() throws Exception {
    Class<?> type =
        Compiled.checked(directory, "app.Transfers", SOURCE, "-g:none")
            .loader()
            .loadClass("app.Transfers");
    Object transfers = Guice.createInjector(locking(type)).getInstance(type);
    assertThat(type.getMethod("transfer", long.class, String.class).invoke(transfers, 1, "savings"))
        .isEqualTo("accounts/savings/1");
  }

  private static WovenClass weave(Compiled compiled) {
    return Objects.requireNonNull(
        new Weaver(WeaverOracleTest.DISPATCHER, any -> null)
            .weave(compiled.file("app.Transfers"), compiled.loader(), false));
  }

  private static Module locking(Class<?> type) {
    return new AbstractModule() {
      @Override
      protected void configure() {
        install(new ZkLockedModule(ZkLocksConfig.memory()));
        bind(type);
      }
    };
  }
}
