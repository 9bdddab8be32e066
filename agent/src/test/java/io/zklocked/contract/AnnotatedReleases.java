package io.zklocked.contract;

import io.zklocked.ReleaseAt;
import io.zklocked.ZkLocked;
import java.util.concurrent.CompletionStage;

/** Annotated methods that give their locks back at several moments. */
public abstract class AnnotatedReleases {

  @ZkLocked(value = "contract/{key}", releaseAt = ReleaseAt.EXIT)
  public CompletionStage<String> stageUntilExit(
      String key, Subject.Body<CompletionStage<String>> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", releaseAt = ReleaseAt.COMPLETION)
  public CompletionStage<String> stageUntilCompletion(
      String key, Subject.Body<CompletionStage<String>> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", releaseAt = ReleaseAt.TRANSACTION)
  public String untilTransactionEnds(String key, Subject.Body<String> body) throws Exception {
    return body.run();
  }
}
