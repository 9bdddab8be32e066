/** The application in a servlet container. */
package io.zklocked.hosts.webapp;
