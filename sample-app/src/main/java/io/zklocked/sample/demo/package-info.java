/**
 * The launcher behind {@code ./demo}: starts an ensemble, a database and the workers, and judges
 * what they did.
 */
@NullMarked
package io.zklocked.sample.demo;

import org.jspecify.annotations.NullMarked;
