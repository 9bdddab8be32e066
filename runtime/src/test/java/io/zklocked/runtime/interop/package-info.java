/** Our locks and those of other libraries on the same paths of real servers. */
@NullMarked
package io.zklocked.runtime.interop;

import org.jspecify.annotations.NullMarked;
