/**
 * Philosophers at a round table, each a process of its own, with one fork between every two of
 * them. Nobody eats without both forks, which are taken together; and nobody eats who has had more
 * meals than a neighbour.
 *
 * <p>How they know: each has a plate that shows its meals, and writes it before the forks are put
 * back. Only the eater changes a plate, and only upwards. So whoever once was allowed to eat stays
 * allowed until it has eaten, and a look at the neighbours' plates without any lock may be late but
 * never wrong. That look decides when the forks are asked for; the plates are read again with both
 * forks in hand, and if the rule says no the forks are put back. Who is not allowed waits for the
 * file system to tell of a change, and asks the ensemble nothing.
 *
 * <p>Nobody starves, and there is no deadlock: whoever has had the fewest meals of all is allowed,
 * its neighbours can get no more than one meal ahead of it, and those who are allowed stand in the
 * lines of both forks at once, all in one order. It imports {@code io.zklocked} and the JDK only.
 */
@NullMarked
package io.zklocked.sample.philosophers;

import org.jspecify.annotations.NullMarked;
