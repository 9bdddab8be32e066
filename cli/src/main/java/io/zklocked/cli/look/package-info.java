/** The commands that look at locks, and the one that breaks them. */
@NullMarked
package io.zklocked.cli.look;

import org.jspecify.annotations.NullMarked;
