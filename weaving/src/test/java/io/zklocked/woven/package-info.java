/** Weaving by Byte Buddy's engine, as its plugin for Maven runs it. */
@NullMarked
package io.zklocked.woven;

import org.jspecify.annotations.NullMarked;
