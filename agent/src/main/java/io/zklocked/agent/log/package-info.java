/**
 * The agent's log: standard error, without the application's logging and without anything that it
 * may have replaced.
 */
@NullMarked
package io.zklocked.agent.log;

import org.jspecify.annotations.NullMarked;
