/** What is checked over all modules at once, and the proof that every gate can fail. */
@NullMarked
package io.zklocked.gates;

import org.jspecify.annotations.NullMarked;
