/**
 * The one class that the agent puts into {@code java.lang}, where woven code of any loader finds
 * it. The build gives it its name there; under its own name it serves tests.
 */
@NullMarked
package io.zklocked.agent.boot;

import org.jspecify.annotations.NullMarked;
