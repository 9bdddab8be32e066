/** The ensemble as ZooKeeper servers, reached through Curator Framework. Decides nothing. */
@NullMarked
package io.zklocked.runtime.curator;

import org.jspecify.annotations.NullMarked;
