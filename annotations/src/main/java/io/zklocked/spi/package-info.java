/**
 * Where a runtime of zklocked and the classes of {@link io.zklocked} meet. For runtimes only:
 * applications never need it.
 */
@NullMarked
package io.zklocked.spi;

import org.jspecify.annotations.NullMarked;
