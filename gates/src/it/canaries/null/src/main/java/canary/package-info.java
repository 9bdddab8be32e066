/** Null-marked, as every package is. */
@NullMarked
package canary;

import org.jspecify.annotations.NullMarked;
