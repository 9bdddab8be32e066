/**
 * The command {@code check}: says what the agent would lock on a class path, and what is wrong,
 * without loading a class of it.
 */
@NullMarked
package io.zklocked.agent.check;

import org.jspecify.annotations.NullMarked;
