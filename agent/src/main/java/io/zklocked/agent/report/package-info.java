/**
 * Keeps account of what the agent has met: which methods are locked, which are not and why, and how
 * often they were called. Writes it to a file and, at the end of the JVM, to one line of the log.
 */
@NullMarked
package io.zklocked.agent.report;

import org.jspecify.annotations.NullMarked;
