/**
 * A register that several processes keep, each in a file of its own, so that all of them take a
 * value or none: two-phase commit over ZooKeeper. Its nodes are no locks, so that this package uses
 * ZooKeeper's own client; beyond that, {@code io.zklocked} and the JDK.
 *
 * <h2>Nodes</h2>
 *
 * <p>Every node says the fencing token of the coordinator that wrote it, or that is answered, and a
 * word. None is ephemeral.
 *
 * <pre>
 * ROOT/rounds                        token, number of the last round    the office, announced
 * ROOT/rounds/0000000017             token, value                       the proposal
 * ROOT/rounds/0000000017/votes/p3    token, commit or abort             a vote
 * ROOT/rounds/0000000017/decision    token, commit or abort             the decision
 * ROOT/rounds/0000000017/done/p3     token, done                        an acknowledgement
 * </pre>
 *
 * <h2>Protocol</h2>
 *
 * <ol>
 *   <li>A coordinator takes the lock of the office and writes its token into {@code rounds}, on top
 *       of the version that it read, unless a greater one stands there. From then on a predecessor
 *       can propose nothing: its version is old.
 *   <li>It finishes the rounds that stand: says their proposals again with its own token, and goes
 *       on with step 4.
 *   <li>To propose, it writes the number of the round into {@code rounds} and creates the round, in
 *       one transaction on top of the version that it knows.
 *   <li>A participant that sees a proposal writes its vote into its journal, and then creates its
 *       node below {@code votes}. The coordinator decides to commit if all have voted to; if one
 *       has not, or the time to vote is over, it decides to abort. Whether a vote came in time is
 *       judged by the times at which ZooKeeper created the proposal and the vote: they are one
 *       server's, the leader's, and stay what they are. So a vote that came too late is never
 *       counted, whoever counts it, and however late the counting is; and one that came in time is,
 *       if it is seen at all before the decision. Should another server lead meanwhile, the limit
 *       is off by the difference of their clocks; which round commits may depend on that, not that
 *       all registers agree.
 *   <li>It <em>creates</em> the decision. If one stands already, that is the decision, and it says
 *       it again with its own token.
 *   <li>A participant that sees the decision writes it into its journal, which changes its
 *       register, and creates its node below {@code done}.
 *   <li>When everybody who voted has acknowledged, the round is removed in one transaction, which
 *       fails if another vote has come meanwhile.
 * </ol>
 *
 * <p>A participant refuses a proposal or a decision with an older token than it has seen. It waits
 * for a successor to say it again, and meanwhile looks at no later round: a successor finishes
 * rounds in their order, and registers take values in that order.
 *
 * <h2>Why no two registers differ</h2>
 *
 * <p>A decision is created once, so that there is one for each round, whoever writes it, however
 * late it wakes up: even a coordinator that was stopped between its last look at its lock and its
 * write can only create the decision first, and then its successor has to take it over, or find one
 * there. To commit takes a node of every participant, each of which is in a journal before. Nobody
 * decides on its own but in one case: a participant that has voted in its journal, and finds no
 * such round on the ensemble, aborts. That is right, since a round is removed only when all whose
 * votes were there have acknowledged; so its own vote never got there, and without it nothing was
 * committed. That the round is gone and not merely unknown to a server that lags behind is made
 * sure by a {@code sync} at the beginning of each session. A journal is on the disk before anything
 * that follows from it is sent; a line that was cut off by the death of its writer counts as not
 * written, and nothing can have followed from it.
 *
 * <h2>Why none is stuck</h2>
 *
 * <p>All that a successor needs stands on the ensemble. A coordinator that dies loses its lock when
 * its session ends, and whoever has the office next finishes its rounds: with the decision that
 * stands, or with the votes that came in time. A participant that dies is waited for as long as
 * that patience, at most. When it comes back, it finds each round that it has voted on, since that
 * waits for its acknowledgement, or knows that it was aborted. Rounds behind it go on meanwhile,
 * and abort for want of its vote.
 *
 * <p>What does block: without a majority of ZooKeeper's servers, nothing is decided, and who has
 * voted stays in doubt until they are back. Without a coordinator that lives, likewise. A
 * participant that never comes back leaves every round aborted, and those that it has voted on on
 * the ensemble. Reads need neither servers nor coordinator, but a majority of the participants: of
 * their answers the one of the latest round counts.
 */
@NullMarked
package io.zklocked.sample.twophase;

import org.jspecify.annotations.NullMarked;
