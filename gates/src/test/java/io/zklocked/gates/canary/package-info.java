/** Classes that break the rules of the house. */
@NullMarked
package io.zklocked.gates.canary;

import org.jspecify.annotations.NullMarked;
