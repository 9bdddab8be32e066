package io.zklocked.agent.link;

import io.zklocked.runtime.observe.Observations;
import org.jspecify.annotations.Nullable;

/**
 * How call sites are linked. Immutable.
 *
 * @param settings what is set of locks from outside
 * @param failsUnwoven whether calls throw that cannot be locked for good; otherwise they run
 *     without locks
 * @param watch is told of each method
 * @param observations hears of calls that could not be locked, where nothing is to be locked; or
 *     null
 */
public record LinkTerms(
    LiveSettings settings,
    boolean failsUnwoven,
    MethodWatch watch,
    @Nullable Observations observations) {}
