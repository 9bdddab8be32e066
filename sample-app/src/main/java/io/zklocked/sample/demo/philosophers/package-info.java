/** The launcher's side of the philosophers: runs a dinner, judges it, and draws the table. */
@NullMarked
package io.zklocked.sample.demo.philosophers;

import org.jspecify.annotations.NullMarked;
