/** A loader that delegates nothing. */
package io.zklocked.hosts.alone;
