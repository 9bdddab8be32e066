package io.zklocked.runtime.curator;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.Session.Code;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodesTest {

  @ParameterizedTest
  @CsvSource({
    "OK, OK",
    "NONODE, NO_NODE",
    "NODEEXISTS, NODE_EXISTS",
    "NOTEMPTY, NOT_EMPTY",
    "BADVERSION, BAD_VERSION",
    "CONNECTIONLOSS, DOUBTFUL",
    "OPERATIONTIMEOUT, DOUBTFUL",
    "SESSIONMOVED, DOUBTFUL",
    "SESSIONEXPIRED, SESSION_ENDED",
    "AUTHFAILED, SESSION_ENDED",
    "NOAUTH, NO_RIGHTS",
    "NOCHILDRENFOREPHEMERALS, REFUSED"
  })
  void eachResultHasOneMeaning(KeeperException.Code result, Code meaning) {
    assertThat(Codes.of(result.intValue())).isEqualTo(meaning);
  }

  @ParameterizedTest
  @EnumSource(KeeperException.Code.class)
  void onlyOkMeansThatItWasDone(KeeperException.Code result) {
    boolean done = Codes.of(result.intValue()) == Code.OK;
    assertThat(done).isEqualTo(result == KeeperException.Code.OK);
  }

  @Test
  void aResultOfALaterVersionIsDoubtful() {
    assertThat(Codes.of(-4711)).isEqualTo(Code.DOUBTFUL);
  }
}
