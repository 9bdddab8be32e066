/**
 * A small bank: several processes move money between the accounts of one database. It imports
 * {@code io.zklocked} and the JDK only, and its class files are the same with and without locks.
 */
@NullMarked
package io.zklocked.sample.bank;

import org.jspecify.annotations.NullMarked;
