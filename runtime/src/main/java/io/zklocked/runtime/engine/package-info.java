/**
 * Decides who holds a lock. A state machine without threads, sockets or clock of its own: it takes
 * events (a request, a reply, a watch, the end of a session, a tick) on whatever thread brings
 * them, under one short lock, and asks its ports for actions.
 *
 * <p>The words, one for each idea:
 *
 * <dl>
 *   <dt>key directory
 *   <dd>the znode of a lock; its children are the contenders
 *   <dt>contender
 *   <dd>a child of the key directory that stands in line for the lock, on behalf of everybody in
 *       its process who wants it in the same way
 *   <dt>line
 *   <dd>a key as one process sees it: who waits for it, the contender, and who holds it
 *   <dt>tenure
 *   <dd>the time for which a contender has the lock, and those of its process who hold by it
 *   <dt>permit
 *   <dd>one of the places that a semaphore has; its node is called a lease on the wire, as Curator
 *       calls it
 *   <dt>hand-off
 *   <dd>a lock going from one holder to the next of the same process, by the same contender
 *   <dt>beat
 *   <dd>a request that proves that the session lives
 *   <dt>session
 *   <dd>one session of ZooKeeper on one client handle; contenders live no longer than it
 *   <dt>attempt
 *   <dd>a request for a lock, from its start until it is granted or has failed
 *   <dt>grant
 *   <dd>the engine's word that a lock is held, until it is closed or lost
 *   <dt>hold
 *   <dd>a grant as a user sees it, who closes it once
 *   <dt>fencing token
 *   <dd>the number that orders the grants of one key
 *   <dt>reaper
 *   <dd>who deletes nodes that have outlived their purpose, until they are gone
 * </dl>
 */
@NullMarked
package io.zklocked.runtime.engine;

import org.jspecify.annotations.NullMarked;
