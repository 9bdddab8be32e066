package io.zklocked.faults;

import java.util.List;
import java.util.Map;

/**
 * What came of one run of a scenario. Immutable.
 *
 * @param grants writes that the register accepted
 * @param late writes that it refused: their bodies had been overtaken, and knew it
 * @param doubleHolds the proofs that a lock was held twice
 * @param ghosts nodes that nobody wanted any more and that were still there
 * @param stuck visitors that were not granted again, or did not come back
 * @param recoveryNanos from the end of the faults to the moment when everybody had been granted
 * @param outcomes how the calls ended
 * @param notes what else was measured
 */
record Run(
    int grants,
    int late,
    List<String> doubleHolds,
    List<String> ghosts,
    List<String> stuck,
    long recoveryNanos,
    Map<String, Integer> outcomes,
    List<String> notes) {}
