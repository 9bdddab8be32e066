/** The application in a fat jar. */
package io.zklocked.hosts.boot;
