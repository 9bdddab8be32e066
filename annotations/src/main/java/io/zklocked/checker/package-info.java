/**
 * The compile-time checker: an annotation processor that finds what is wrong with a lock while its
 * class is compiled, and records what is right. Compilers find it by themselves; nothing else in
 * this jar knows it, and only this package needs the module {@code java.compiler}.
 */
@NullMarked
package io.zklocked.checker;

import org.jspecify.annotations.NullMarked;
