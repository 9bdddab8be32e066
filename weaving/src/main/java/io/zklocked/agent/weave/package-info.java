/**
 * Puts calls of the lock around the bodies of annotated methods: class files in, class files out.
 * Nothing of the application is loaded here, and what cannot be woven is made to throw.
 */
@NullMarked
package io.zklocked.agent.weave;

import org.jspecify.annotations.NullMarked;
