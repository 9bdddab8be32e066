/** What woven code leads to. */
@NullMarked
package io.zklocked.agent.link;

import org.jspecify.annotations.NullMarked;
