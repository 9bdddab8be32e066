package io.zklocked.sample.demo.page;

import java.time.Instant;

/**
 * Something that happened at one moment. Immutable.
 *
 * @param row the process, by its number; 0 for all of them
 * @param at when
 * @param what in a word or two, such as {@code killed}
 */
public record Mark(int row, Instant at, String what) {}
