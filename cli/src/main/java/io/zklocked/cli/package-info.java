/**
 * The zklocked command: what it is called with, and which commands it has. The packages below do
 * the work; {@code frame} is what they share.
 */
@NullMarked
package io.zklocked.cli;

import org.jspecify.annotations.NullMarked;
