package io.zklocked.rules;

import io.zklocked.OnBusy;

/**
 * The attributes of a lock as its annotation gives them, unchecked. Immutable.
 *
 * @param template the resource
 * @param waitTime how long to wait, as text; may be empty
 * @param onBusy what to do when the lock stays busy
 */
public record LockAttributes(String template, String waitTime, OnBusy onBusy) {}
