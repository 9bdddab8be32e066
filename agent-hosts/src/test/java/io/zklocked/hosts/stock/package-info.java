/** A library of the application. */
package io.zklocked.hosts.stock;
