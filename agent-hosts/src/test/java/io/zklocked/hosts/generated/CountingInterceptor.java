package io.zklocked.hosts.generated;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Goes on. */
@Counted
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class CountingInterceptor {

  /** For the container. */
  public CountingInterceptor() {}

  /**
   * Goes on.
   *
   * @param call the call
   * @return what that gives
   * @throws Exception what that throws
   */
  @AroundInvoke
  public Object around(InvocationContext call) throws Exception {
    return call.proceed();
  }
}
