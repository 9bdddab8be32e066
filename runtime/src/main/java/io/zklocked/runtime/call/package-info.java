/**
 * Turns a call of an annotated method into a request for a lock. Woven code and interceptors enter
 * here and nowhere else.
 */
@NullMarked
package io.zklocked.runtime.call;

import org.jspecify.annotations.NullMarked;
