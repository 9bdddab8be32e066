package io.zklocked.agent.weave;

import io.zklocked.OnBusy;
import org.jspecify.annotations.Nullable;

/**
 * A lock as an annotation in a class file declares it. Immutable.
 *
 * @param template the resource
 * @param waitTime as text; may be empty
 * @param onBusy what to do when the lock stays busy
 * @param unknown the first attribute that this version does not know, or null
 */
record DeclaredLock(String template, String waitTime, OnBusy onBusy, @Nullable String unknown) {}
