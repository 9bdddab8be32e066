/** Puts a lock around each subscription to a publisher, by the Reactor that an application has. */
@NullMarked
package io.zklocked.runtime.reactor;

import org.jspecify.annotations.NullMarked;
