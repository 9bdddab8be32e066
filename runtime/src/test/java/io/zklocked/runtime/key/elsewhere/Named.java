package io.zklocked.runtime.key.elsewhere;

/** Something that has a name. */
public interface Named {

  /** The name. */
  String getName();
}
