/** Turns a template and the arguments of a call into the path of a lock. */
@NullMarked
package io.zklocked.runtime.key;

import org.jspecify.annotations.NullMarked;
