/** An application whose locks are woven when it is built. */
@NullMarked
package io.zklocked.wovenapp;

import org.jspecify.annotations.NullMarked;
