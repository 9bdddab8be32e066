/** Programs that others wrote, taken as they are published, locked by rules. */
@NullMarked
package io.zklocked.programs;

import org.jspecify.annotations.NullMarked;
