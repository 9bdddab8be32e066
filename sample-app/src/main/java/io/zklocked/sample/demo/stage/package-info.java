/**
 * What the programs of the demo stand on: the options that a program knows, the ensemble, worker
 * processes that can be killed and started again, what these tell, and the outcome.
 */
@NullMarked
package io.zklocked.sample.demo.stage;

import org.jspecify.annotations.NullMarked;
