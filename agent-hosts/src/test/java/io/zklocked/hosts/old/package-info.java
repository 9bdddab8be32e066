/** An application with libraries of some years ago. */
package io.zklocked.hosts.old;
