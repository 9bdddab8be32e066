package io.zklocked.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the comparison: measured once in each round, and shown as one table. */
interface Part {

  /** What the command line calls it. */
  String name();

  /** What is measured, in one line. */
  String title();

  /** The columns. */
  List<Figure> figures();

  /** The rows. */
  List<String> rows();

  /** Why a row has no figures, or null if it has. */
  @Nullable String whyNot(String row);

  /**
   * Measures one round, row after row. Blocks for it.
   *
   * @param round its number; rows take turns in being first
   * @param results where the figures go
   */
  void measure(int round, Results results) throws Exception;

  /** Adds what only all rounds together show. */
  default void finish(Results results) {}

  /** What a reader has to know, in whole lines. */
  default List<String> notes() {
    return List.of();
  }
}
