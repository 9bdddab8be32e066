/** Frameworks that generate subclasses of an application's classes. */
package io.zklocked.hosts.generated;
