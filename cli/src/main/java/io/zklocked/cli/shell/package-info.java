/** The prompt of {@code zklocked shell}: takes locks, holds them, and says when one is lost. */
@NullMarked
package io.zklocked.cli.shell;

import org.jspecify.annotations.NullMarked;
