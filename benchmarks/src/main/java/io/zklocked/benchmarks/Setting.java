package io.zklocked.benchmarks;

import java.io.PrintStream;

/**
 * Where a part of the scale is measured.
 *
 * @param addresses where clients connect
 * @param onlooker looks at the servers
 * @param options what was asked for
 * @param progress where it says how far it is
 */
record Setting(Addresses addresses, Onlooker onlooker, Options options, PrintStream progress) {

  Pace pace() {
    return new Pace(options.quick());
  }
}
