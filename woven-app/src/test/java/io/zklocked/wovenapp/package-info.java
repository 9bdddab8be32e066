/** What the woven application does alone, with Guice, and under the agent. */
@NullMarked
package io.zklocked.wovenapp;

import org.jspecify.annotations.NullMarked;
