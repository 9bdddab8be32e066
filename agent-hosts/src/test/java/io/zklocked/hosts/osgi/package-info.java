/** What starts a framework of bundles. */
package io.zklocked.hosts.osgi;
