package io.zklocked.runtime.engine;

import java.time.Instant;

/**
 * Which process this is, for owner records. Immutable.
 *
 * @param host the machine's name
 * @param pid the process id
 * @param started when the process started
 */
public record JvmIdentity(String host, long pid, Instant started) {}
