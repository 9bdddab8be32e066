package io.zklocked.runtime;

import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration as people read of it; for the help of programs. Immutable.
 *
 * @param key such as {@code session-timeout}
 * @param defaultText the value where no source gives one, or null if there is none
 * @param allowed what values it takes
 * @param description what it does
 */
public record ConfigText(
    String key, @Nullable String defaultText, String allowed, String description) {}
