/**
 * The launcher behind {@code ./demo}: reads the command line, starts an ensemble or finds one,
 * plays one program or all, and ends with what they came to. Each program has a package of its own
 * below, of which this one knows a {@link io.zklocked.sample.demo.stage.Play} each.
 */
@NullMarked
package io.zklocked.sample.demo;

import org.jspecify.annotations.NullMarked;
