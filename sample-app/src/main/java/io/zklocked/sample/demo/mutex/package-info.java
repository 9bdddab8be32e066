/** The mutex program as the launcher plays it: every interval compared with every other. */
@NullMarked
package io.zklocked.sample.demo.mutex;

import org.jspecify.annotations.NullMarked;
