/**
 * Weaving when an application is built, for JVMs without the agent: the plugin that does it, and
 * the class to which calls of woven methods lead.
 */
@NullMarked
package io.zklocked.woven;

import org.jspecify.annotations.NullMarked;
