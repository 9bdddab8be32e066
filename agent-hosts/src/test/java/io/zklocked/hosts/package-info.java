/** Applications in hosts of every kind, each in a JVM of its own under the agent. */
package io.zklocked.hosts;
