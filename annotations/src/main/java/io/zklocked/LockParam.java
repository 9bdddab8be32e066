package io.zklocked;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a parameter for the templates of {@link ZkLocked}, independently of its name in the source
 * and of whether the compiler kept that name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface LockParam {

  /**
   * The name by which placeholders call the parameter.
   *
   * @return a Java identifier, unique among the parameters of the method
   */
  String value();
}
