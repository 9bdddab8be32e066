/**
 * Measures the locks beside others that do the same, in one run on one machine: {@code compare} and
 * {@code scale}. A run starts the servers and the other JVMs that it needs, and ends them.
 */
@NullMarked
package io.zklocked.benchmarks;

import org.jspecify.annotations.NullMarked;
