/**
 * The syntax of what stands in the annotations: templates of resources and wait times. For runtimes
 * and checkers: applications never need it. The same parsers serve the compiler and the runtime, so
 * that both accept the same texts; they depend on nothing but the JDK.
 */
@NullMarked
package io.zklocked.syntax;

import org.jspecify.annotations.NullMarked;
