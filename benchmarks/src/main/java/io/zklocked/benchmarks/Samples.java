package io.zklocked.benchmarks;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** One figure, measured once in each round. Immutable. */
final class Samples {

  private final double[] sorted;
  private final double[] inOrder;

  /** At least one value, in the order of the rounds. */
  Samples(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    inOrder = values.clone();
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** One more round. */
  Samples and(double value) {
    double[] more = Arrays.copyOf(inOrder, inOrder.length + 1);
    more[inOrder.length] = value;
    return new Samples(more);
  }

  double median() {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  double least() {
    return sorted[0];
  }

  double most() {
    return sorted[sorted.length - 1];
  }

  /**
   * The ratios to another figure, round by round: what disturbed a whole round disturbed both.
   *
   * @throws IllegalArgumentException if the other was measured in other rounds
   */
  Samples dividedBy(Samples other) {
    return with(other, (one, two) -> one / two);
  }

  /**
   * What it is more than another figure, round by round.
   *
   * @throws IllegalArgumentException if the other was measured in other rounds
   */
  Samples minus(Samples other) {
    return with(other, (one, two) -> one - two);
  }

  private Samples with(Samples other, DoubleBinaryOperator operator) {
    if (inOrder.length != other.inOrder.length) {
      throw new IllegalArgumentException(
          inOrder.length + " rounds cannot be compared with " + other.inOrder.length);
    }
    double[] results = new double[inOrder.length];
    Arrays.setAll(results, round -> operator.applyAsDouble(inOrder[round], other.inOrder[round]));
    return new Samples(results);
  }

  /** The median, and the spread if there were several rounds. */
  @Override
  public String toString() {
    return sorted.length == 1
        ? Words.number(median())
        : "%s [%s..%s]"
            .formatted(Words.number(median()), Words.number(least()), Words.number(most()));
  }
}
