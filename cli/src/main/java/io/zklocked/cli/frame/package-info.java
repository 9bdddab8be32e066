/** What all commands share: options, exit codes, and how they print. Imports no other command. */
@NullMarked
package io.zklocked.cli.frame;

import org.jspecify.annotations.NullMarked;
