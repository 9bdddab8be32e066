/**
 * Links the call sites of woven code to the runtime, which the first of them starts, and turns the
 * runtime's exceptions into the application's own.
 */
@NullMarked
package io.zklocked.agent.link;

import org.jspecify.annotations.NullMarked;
