package io.zklocked.runtime.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that a leader has proposed. Immutable.
 *
 * @param zxid its number; the leader's epoch in the upper half
 * @param changes what it does to the tree; nothing if it was refused, or only beats
 * @param opens the session that it opens
 * @param closes the session that it closes
 * @param connection where it was asked for
 * @param request what was asked
 * @param reply what the client will do with the answer
 */
record SimTxn(
    long zxid,
    List<SimTree.Change> changes,
    @Nullable SimSession opens,
    @Nullable SimSession closes,
    @Nullable SimConnection connection,
    @Nullable SimRequest request,
    Runnable reply) {}
