/**
 * Many workers append to one file, and readers tail it. It imports {@code io.zklocked} and the JDK
 * only.
 */
@NullMarked
package io.zklocked.sample.writelog;

import org.jspecify.annotations.NullMarked;
