package io.zklocked.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final String OWN = "_c_1-lock-0000000005";

  @Test
  void whoIsAloneIsFirst() {
    assertThat(of()).isEqualTo(new Standing.First(false, null));
  }

  @Test
  void whoComesLaterDoesNotBlock() {
    assertThat(of("x-lock-0000000006")).isEqualTo(new Standing.First(true, null));
  }

  @Test
  void nextBeforeAndHeadAreFoundByNumberWhateverTheNames() {
    assertThat(of("zz-lock-0000000001", "aa-lock-0000000004", "k__lock__0000000003"))
        .isEqualTo(new Standing.Behind("aa-lock-0000000004", "zz-lock-0000000001", null));
  }

  @Test
  void listingWithoutTheOwnNodeSaysSo() {
    assertThat(Standing.of(OWN, List.of("x-lock-0000000001"))).isEqualTo(new Standing.Missing());
  }

  @Test
  void sameNumberTwiceIsRefused() {
    assertThat(of("x-lock-0000000005")).isInstanceOf(Standing.Broken.class);
  }

  @Test
  void sameNumberIsRefusedOfAReaderBesideAWriterToo() {
    String reader = "_c_1-__READ__0000000005";
    String writer = "_c_2-__WRIT__0000000005";
    List<String> both = List.of(reader, writer);
    assertThat(Standing.of(reader, both)).isInstanceOf(Standing.Broken.class);
    assertThat(Standing.of(writer, both)).isInstanceOf(Standing.Broken.class);
    String later = "_c_3-__READ__0000000006";
    assertThat(Standing.of(later, List.of(reader, writer, later)))
        .as("somebody else's downgrade")
        .isEqualTo(new Standing.Behind(writer, writer, null));
  }

  @Test
  void negativeNumbersAreRefusedOfOneselfAndOfOthers() {
    assertThat(of("x-lock--2147483648")).isInstanceOf(Standing.Broken.class);
    assertThat(of("x-lock--000000007")).isInstanceOf(Standing.Broken.class);
    String own = "_c_1-lock--2147483600";
    assertThat(Standing.of(own, List.of(own))).isInstanceOf(Standing.Broken.class);
  }

  @Test
  void exhaustedCounterIsRefusedAndANearlyExhaustedOneIsWarnedOf() {
    String nearly = "_c_1-lock-2000000000";
    Standing.First first = (Standing.First) Standing.of(nearly, List.of(nearly));
    assertThat(first.warning()).contains("nearly exhausted");
    String exhausted = "_c_1-lock-2147483647";
    assertThat(Standing.of(exhausted, List.of(exhausted))).isInstanceOf(Standing.Broken.class);
  }

  @Test
  void semaphoresAreForeign() {
    assertThat(of("locks")).isInstanceOf(Standing.Foreign.class);
    assertThat(of("leases")).isInstanceOf(Standing.Foreign.class);
  }

  @Test
  void namesOfOtherClientsAreRead() {
    assertThat(ContenderName.parse("_c_0-lock-0000000012"))
        .isEqualTo(new ContenderName("_c_0-lock-0000000012", Kind.MUTEX, 12));
    assertThat(ContenderName.parse("ab__lock__0000000003"))
        .isEqualTo(new ContenderName("ab__lock__0000000003", Kind.KAZOO, 3));
    assertThat(ContenderName.parse("_c_0-__READ__0000000003"))
        .isEqualTo(new ContenderName("_c_0-__READ__0000000003", Kind.READ, 3));
    assertThat(ContenderName.parse("_c_0-__WRIT__2147483647"))
        .isEqualTo(new ContenderName("_c_0-__WRIT__2147483647", Kind.WRITE, 2147483647L));
  }

  @Test
  void namesThatAreNoContendersAreNot() {
    for (String name :
        new String[] {
          "",
          "-",
          "lock-",
          "lock-1",
          "lock-000000001",
          "lock-00000000001",
          "0000000001",
          "-0000000001",
          "READ__0000000001",
          "lock-0000000001x",
          "lock-\u0660\u0661\u0662\u0663\u0664"
        }) {
      assertThat(ContenderName.parse(name)).as(name).isNull();
    }
  }

  @Test
  void idIsFoundInTheNameThatWasMadeWithIt() {
    UUID id = new UUID(1, 2);
    assertThat(ContenderName.carries(ContenderName.prefix(id, Kind.MUTEX) + "0000000001", id))
        .isTrue();
    assertThat(ContenderName.carries("_c_" + new UUID(1, 3) + "-lock-0000000001", id)).isFalse();
  }

  private static Standing of(String... others) {
    List<String> children = new ArrayList<>(Arrays.asList(others));
    children.add(OWN);
    children.add("notes");
    return Standing.of(OWN, children);
  }
}
