/** Finds the methods that rules name, and remembers what became of each rule. */
@NullMarked
package io.zklocked.agent.rule;

import org.jspecify.annotations.NullMarked;
