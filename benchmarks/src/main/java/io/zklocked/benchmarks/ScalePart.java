package io.zklocked.benchmarks;

import java.util.List;

/** A part of the scale: measured once, and shown as one table. */
interface ScalePart {

  /** What the command line calls it. */
  String name();

  /** What is measured, in one line. */
  String title();

  /** Measures. Blocks for it; gives the lines to print. */
  List<String> measure() throws Exception;
}
