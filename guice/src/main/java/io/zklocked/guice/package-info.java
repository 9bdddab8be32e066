/**
 * Locks annotated methods of the objects that Guice creates: the module, the interceptor, and the
 * checks that refuse at injector creation what Guice could not intercept.
 */
@NullMarked
package io.zklocked.guice;

import org.jspecify.annotations.NullMarked;
