/** The application as a bundle. */
package io.zklocked.hosts.bundle;
