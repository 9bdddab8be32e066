/**
 * The lock shell as the launcher plays it: three clients at three servers, each a {@code zklocked
 * shell} that is driven by its lines as by a user, and judged by what stands on the servers.
 */
@NullMarked
package io.zklocked.sample.demo.lockshell;

import org.jspecify.annotations.NullMarked;
