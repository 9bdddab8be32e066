/**
 * Watches the engine through its observer port and shows what it saw: as meters of Micrometer, and
 * as an MXBean.
 */
@NullMarked
package io.zklocked.runtime.metrics;

import org.jspecify.annotations.NullMarked;
