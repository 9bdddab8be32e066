package io.zklocked.runtime;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/** A read/write lock of ZooKeeper as the JDK knows them. Immutable. */
record ReadWriteView(Lock readLock, Lock writeLock) implements ReadWriteLock {}
