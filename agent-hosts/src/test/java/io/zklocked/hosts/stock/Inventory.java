package io.zklocked.hosts.stock;

import io.zklocked.ZkLocked;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An annotation of the application that carries ours. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ZkLocked(value = "shelves/{0}", waitTime = "0")
@interface Inventory {}
