/** Tells at a glance whether a class file has something to lock, for each class that is loaded. */
@NullMarked
package io.zklocked.agent.glance;

import org.jspecify.annotations.NullMarked;
