/**
 * What an application compiles against: the annotation that locks a method, the view of the lock
 * that its body holds, and the exceptions that its callers may see. This package depends on nothing
 * but the JDK.
 */
@NullMarked
package io.zklocked;

import org.jspecify.annotations.NullMarked;
