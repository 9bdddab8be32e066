/** A servlet container that deploys an application several times. */
package io.zklocked.hosts.web;
