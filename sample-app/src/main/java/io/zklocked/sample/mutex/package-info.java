/**
 * Several processes with tasks of random length in one section that only one may be in. It imports
 * {@code io.zklocked} and the JDK only.
 */
@NullMarked
package io.zklocked.sample.mutex;

import org.jspecify.annotations.NullMarked;
