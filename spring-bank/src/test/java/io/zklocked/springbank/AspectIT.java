package io.zklocked.springbank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AspectJ weaves the transaction into the locked method while it is loaded. */
class AspectIT {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lockLiesAroundTheTransactionWhicheverAgentComesFirst(boolean isWeaverFirst)
      throws Exception {
    check(BankJvm.thisJdk(), isWeaverFirst);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true})
  void theSameOnJdk25(boolean isWeaverFirst) throws Exception {
    Optional<Path> java = BankJvm.jdk25();
    assumeTrue(java.isPresent(), "there is no JDK 25: set JDK25_HOME");
    check(java.get(), isWeaverFirst);
  }

  private static void check(Path java, boolean isWeaverFirst) throws Exception {
    try (BankJvm bank = BankJvm.startWithAspects(java, isWeaverFirst, AspectProgram.class)) {
      assertThat(bank.lines())
          .containsExactly("begin false, commit false, committed false, then true");
    }
  }
}
