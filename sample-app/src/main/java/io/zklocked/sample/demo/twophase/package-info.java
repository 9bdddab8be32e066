/**
 * The launcher's side of the replicated register: writes to it while it kills participants and
 * coordinators at every step, and then compares what they wrote down.
 */
@NullMarked
package io.zklocked.sample.demo.twophase;

import org.jspecify.annotations.NullMarked;
