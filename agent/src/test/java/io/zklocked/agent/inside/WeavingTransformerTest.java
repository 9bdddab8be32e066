package io.zklocked.agent.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.ZkLocked;
import io.zklocked.agent.report.ReportKeeper;
import io.zklocked.agent.report.WeaveReport;
import io.zklocked.agent.rule.RuleLedger;
import io.zklocked.agent.weave.Weaver;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.rule.RulesFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A class may come by again: the JVM then takes no other flags of its methods than it has. */
class WeavingTransformerTest {

  /** Waits for a monitor and for a lock. */
  public static class Both {
    @ZkLocked("both")
    public synchronized void work() {}
  }

  private final WovenClasses woven = new WovenClasses();
  private final WeaveReport report = new WeaveReport(new RuleLedger(RulesFile.NONE), true);
  private final WeavingTransformer transformer =
      new WeavingTransformer(
          new Weaver("app/Dispatcher", any -> null),
          woven,
          report,
          new ReportKeeper(report, ZkLocksConfig.memory(), "memory", null));

  @Test
  void classThatWasLoadedBeforeKeepsItsFlagsHoweverOftenItIsWoven() throws Exception {
    assertThat(isSynchronized(weave(Both.class))).isTrue();
    assertThat(woven.test(Both.class)).isTrue();
    assertThat(isSynchronized(weave(Both.class))).isTrue();
  }

  @Test
  void classThatWasWovenAsItWasLoadedIsWovenAgainInTheSameWay() throws Exception {
    assertThat(isSynchronized(weave(null))).isFalse();
    assertThat(isSynchronized(weave(Both.class))).isFalse();
  }

  private byte[] weave(@Nullable Class<?> loaded) throws IOException {
    String name = Both.class.getName().replace('.', '/');
    ClassLoader loader = Both.class.getClassLoader();
    try (InputStream file = loader.getResourceAsStream(name + ".class")) {
      return Objects.requireNonNull(
          transformer.transform(null, loader, name, loaded, null, file.readAllBytes()));
    }
  }

  private static boolean isSynchronized(byte[] file) {
    boolean[] found = new boolean[1];
    new ClassReader(file)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public @Nullable MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                found[0] |= name.equals("work") && (access & Opcodes.ACC_SYNCHRONIZED) != 0;
                return null;
              }
            },
            0);
    return found[0];
  }
}
