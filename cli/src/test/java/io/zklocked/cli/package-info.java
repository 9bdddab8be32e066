/** The command on real servers, called as a shell calls it. */
@NullMarked
package io.zklocked.cli;

import org.jspecify.annotations.NullMarked;
