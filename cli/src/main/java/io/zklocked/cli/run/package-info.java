/** Runs a command under a lock, and ends it when the lock is lost. */
@org.jspecify.annotations.NullMarked
package io.zklocked.cli.run;
