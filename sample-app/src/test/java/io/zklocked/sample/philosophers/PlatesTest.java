package io.zklocked.sample.philosophers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatesTest {

  @TempDir Path directory;

  @Test
  void atAnEmptyTableEverybodyMayEat() throws Exception {
    try (Plates plates = plates(1)) {
      assertThat(plates.allow()).isTrue();
      assertThat(plates.meals(3)).isZero();
    }
  }

  @Test
  void whoHasEatenWaitsForBothNeighbours() throws Exception {
    try (Plates first = plates(1);
        Plates second = plates(2);
        Plates third = plates(3)) {
      assertThat(first.addMeal()).isEqualTo(1);
      assertThat(first.allow()).isFalse();

      second.addMeal();
      assertThat(first.allow()).isFalse();

      third.addMeal();
      assertThat(first.allow()).isTrue();
      assertThat(first.meals(2)).isEqualTo(1);
    }
  }

  @Test
  void waitEndsAtItsDeadline() throws Exception {
    try (Plates plates = plates(1)) {
      plates.addMeal();

      assertThat(plates.awaitAllowed(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20)))
          .isFalse();
    }
  }

  @Test
  void mealsOfTheNeighboursEndTheWait() throws Exception {
    try (Plates first = plates(1);
        Plates second = plates(2);
        Plates third = plates(3)) {
      first.addMeal();
      CompletableFuture<Boolean> allowed =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return first.awaitAllowed(System.nanoTime() + TimeUnit.SECONDS.toNanos(20));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      second.addMeal();
      third.addMeal();

      assertThat(allowed.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private Plates plates(int number) throws Exception {
    return Plates.open(directory, new Seat(number, 3));
  }
}
