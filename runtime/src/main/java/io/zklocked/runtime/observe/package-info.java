/**
 * Locks nothing, and tells what would have been waited for within this JVM: a {@link
 * io.zklocked.runtime.engine.LockSpace} that grants at once.
 */
@NullMarked
package io.zklocked.runtime.observe;

import org.jspecify.annotations.NullMarked;
