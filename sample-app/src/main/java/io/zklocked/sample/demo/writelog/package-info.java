/**
 * The log as the launcher plays it, judged by the file; and the herd effect: how many waiters a
 * release wakes, counted on the wire between a server and its clients.
 */
@NullMarked
package io.zklocked.sample.demo.writelog;

import org.jspecify.annotations.NullMarked;
