/** The ensemble as a tree within this JVM, for tests and laptops. Decides nothing. */
@NullMarked
package io.zklocked.runtime.memory;

import org.jspecify.annotations.NullMarked;
