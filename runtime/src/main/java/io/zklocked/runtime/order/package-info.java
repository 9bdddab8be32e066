/**
 * Watches in which order locks are nested, here and in other processes, and finds orders that can
 * end in a deadlock before they do.
 */
@NullMarked
package io.zklocked.runtime.order;

import org.jspecify.annotations.NullMarked;
