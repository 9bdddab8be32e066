package io.zklocked.runtime.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * All locks of one ensemble, as one process sees them: the seam between those who want a lock and
 * the engine. Thread-safe; no method blocks.
 */
public interface LockSpace {

  /**
   * Starts to acquire a lock.
   *
   * @param request which lock, and for whom
   * @return the attempt; it ends by a grant, by a failure, or by {@link Attempt#giveUp}
   */
  Attempt acquire(Request request);

  /**
   * Starts to acquire several locks: all, or none. They are acquired in the order of their paths,
   * whatever their order is here, so that those who want the same locks never wait for each other
   * in a circle. Of several requests for one path the strongest counts: exclusive, write, read.
   *
   * @param requests which locks; not empty
   * @return the attempt; its grants are in the order of their paths, one for each path
   * @throws IllegalArgumentException if there are none, or semaphores among others of their path
   */
  Pending<List<Grant>> acquireAll(List<Request> requests);

  /**
   * Makes a reader of a writer as well: starts to acquire a read lock beside the write lock that
   * the caller holds. It keeps the writer's place in line when the write lock is closed, so that no
   * other writer comes between.
   *
   * @param write a grant with {@link io.zklocked.LockMode#WRITE}, not closed
   * @param read a request for the same path with {@link io.zklocked.LockMode#READ}
   * @return the attempt; its grant carries the fencing token of the write lock
   */
  Attempt downgrade(Grant write, Request read);

  /**
   * Notes that a thread has entered a lock that it holds already, for the observers.
   *
   * @param label the label of the request that was not made
   */
  void reentered(String label);

  /**
   * Notes that a body holds its lock for longer than it was thought to, for the observers.
   *
   * @param label the label of the request that was granted
   */
  void overdue(String label);

  /**
   * Refuses new requests from now on and fails those that wait. Grants stay.
   *
   * @return complete when no grant is left and every node of this process is deleted
   */
  CompletableFuture<Void> drain();

  /**
   * Ends everything that is left, as the last act: marks the grants lost, tells their holders, and
   * lets go of the session. The ensemble is not closed by this.
   */
  void abandon();
}
