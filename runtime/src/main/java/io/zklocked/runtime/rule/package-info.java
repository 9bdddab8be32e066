/** What a rules file says: which methods are locked though nobody annotated them, and how. */
@NullMarked
package io.zklocked.runtime.rule;

import org.jspecify.annotations.NullMarked;
