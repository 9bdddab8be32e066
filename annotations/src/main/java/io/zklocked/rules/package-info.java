/**
 * The rules for what a lock may ask of its method, and the sentences that refuse what breaks them.
 * For runtimes and checkers: applications never need it. A rule sees a method through {@link
 * io.zklocked.rules.MethodSight}, whoever looks: the compiler, a class file, or reflection; so each
 * of them refuses a mistake with the same sentence.
 */
@NullMarked
package io.zklocked.rules;

import org.jspecify.annotations.NullMarked;
