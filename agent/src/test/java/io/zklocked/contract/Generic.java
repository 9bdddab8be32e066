package io.zklocked.contract;

/** Makes the compiler write a bridge in the class that implements it. */
public interface Generic<T> {

  /** Has another erasure than what overrides it. */
  String throughBridge(T key);
}
