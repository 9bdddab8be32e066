/**
 * Looks at the locks that stand on an ensemble, whoever holds them, and breaks them: for operators.
 * Nothing here takes a lock.
 */
@NullMarked
package io.zklocked.runtime.inspect;

import org.jspecify.annotations.NullMarked;
