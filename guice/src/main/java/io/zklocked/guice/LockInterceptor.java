package io.zklocked.guice;

import io.zklocked.LockBusyException;
import io.zklocked.runtime.call.DeferredMethod;
import io.zklocked.runtime.call.LockedMethod;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Locks a call, runs its body and unlocks, as woven code does. Immutable and thread-safe. */
final class LockInterceptor implements MethodInterceptor {

  private final LockedMethods methods;

  LockInterceptor(LockedMethods methods) {
    this.methods = methods;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation call) throws Throwable {
    LockedMethod method = methods.get(call.getMethod());
    DeferredMethod deferred = method.deferred();
    if (deferred != null) {
      return deferred.defer(call.getThis(), call.getArguments(), call::proceed);
    }
    Object entered = method.enter(call.getThis(), call.getArguments());
    if (entered instanceof LockBusyException busy) {
      return method.instead(call.getThis(), call.getArguments(), busy);
    }
    Object result;
    try {
      method.fillIn(entered, call.getArguments());
      result = call.proceed();
    } catch (Throwable failure) {
      LockedMethod.exit(entered, null, failure);
      throw failure;
    }
    return LockedMethod.exit(entered, result, null);
  }
}
