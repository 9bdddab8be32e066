package io.zklocked.wovenapp;

import io.zklocked.ZkLocked;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Once a night, in one place. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ZkLocked("nightly")
@interface Nightly {}
