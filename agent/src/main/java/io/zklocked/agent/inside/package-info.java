/**
 * The agent's side in its own loader: takes what the entry hands over, opens the weaver and the
 * runtime when they are first needed.
 */
@NullMarked
package io.zklocked.agent.inside;

import org.jspecify.annotations.NullMarked;
