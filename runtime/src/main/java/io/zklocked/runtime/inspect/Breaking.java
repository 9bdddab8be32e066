package io.zklocked.runtime.inspect;

import org.jspecify.annotations.Nullable;

/**
 * What became of a contender that was to be broken. Immutable.
 *
 * @param isDone whether its node was deleted by this; otherwise it was gone before
 * @param record the path of the record that was left
 * @param warning what a person should know; null if there is nothing
 */
public record Breaking(boolean isDone, String record, @Nullable String warning) {}
