/**
 * What the compile-time checker records of the locks of a class, in {@code META-INF/zklocked/}: for
 * runtimes and tools. Applications never need it.
 */
@NullMarked
package io.zklocked.catalogue;

import org.jspecify.annotations.NullMarked;
