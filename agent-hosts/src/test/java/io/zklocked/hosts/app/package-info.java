/** An application that knows the annotations only, and asks whether its methods are locked. */
package io.zklocked.hosts.app;
