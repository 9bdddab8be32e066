package io.zklocked.runtime.call;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Knows what a call returns whose body was skipped. */
final class Skipped {

  private Skipped() {}

  @SuppressWarnings("FutureReturnValueIgnored") // it is handed to the caller of the method
  static @Nullable Object value(Class<?> returns) {
    if (returns == Optional.class) {
      return Optional.empty();
    }
    if (returns == OptionalInt.class) {
      return OptionalInt.empty();
    }
    if (returns == OptionalLong.class) {
      return OptionalLong.empty();
    }
    if (returns == OptionalDouble.class) {
      return OptionalDouble.empty();
    }
    if (returns == CompletableFuture.class || returns == CompletionStage.class) {
      return CompletableFuture.completedFuture(null);
    }
    return null;
  }
}
