package io.zklocked.runtime.call;

/**
 * Where calls of annotated methods arrive: one for each runtime, for woven code and interceptors
 * alike. Thread-safe.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class Calls {

  /**
   * Prepares a method to be locked: checks all that can be known before a call.
   *
   * @param method the method
   * @return what locks its calls
   * @throws io.zklocked.LockKeyException if its template cannot give a key
   * @throws IllegalArgumentException if an attribute is wrong or the method cannot be locked
   */
  public LockedMethod prepare(MethodFacts method) {
    throw new UnsupportedOperationException(method.toString());
  }
}
