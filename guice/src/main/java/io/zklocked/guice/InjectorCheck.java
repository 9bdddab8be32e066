package io.zklocked.guice;

import com.google.inject.Binding;
import com.google.inject.ConfigurationException;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.TypeLiteral;
import com.google.inject.spi.ConstructorBinding;
import com.google.inject.spi.InjectionListener;
import com.google.inject.spi.InstanceBinding;
import com.google.inject.spi.Message;
import com.google.inject.spi.ProviderInstanceBinding;
import com.google.inject.spi.ProviderKeyBinding;
import com.google.inject.spi.ProvidesMethodBinding;
import com.google.inject.spi.ProvisionListener;
import com.google.inject.spi.TypeEncounter;
import com.google.inject.spi.TypeListener;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, when an injector is created, what Guice could not lock. Guice tells of types and of
 * bindings in two ways, which are joined here, so that one report names all problems:
 *
 * <ul>
 *   <li>each type that is constructed or injected is heard, and refused at once;
 *   <li>each binding is shown before its first use: what is wrong with one is kept until {@link
 *       Gate} is heard, which comes after all bindings, or, for a binding that is made later,
 *       thrown when it is used.
 * </ul>
 *
 * <p>What a provider will give is known only when it gives it, so that its objects are looked at
 * then. One check for each injector; thread-safe, as bindings may be made at any time.
 */
final class InjectorCheck implements TypeListener, ProvisionListener {

  private final LockedMethods methods;
  private final MethodInterceptor interceptor;
  private final PerClass types = new PerClass();
  private final List<Message> found = new ArrayList<>();

  InjectorCheck(LockedMethods methods, MethodInterceptor interceptor) {
    this.methods = methods;
    this.interceptor = interceptor;
  }

  /** Whether Guice is to make a subclass of this one. */
  boolean intercepts(Class<?> type) {
    return types.get(type).isInterceptable();
  }

  @Override
  public <I> void hear(TypeLiteral<I> literal, TypeEncounter<I> encounter) {
    Class<? super I> raw = literal.getRawType();
    if (raw == Gate.class) {
      report(encounter);
      return;
    }
    LockedType type = types.get(raw);
    type.problems().forEach(problem -> encounter.addError("%s", problem));
    if (type.isInterceptable()) {
      for (Method method : type.overridable()) {
        prepare(method, raw, encounter);
      }
      encounter.register((InjectionListener<I>) this::refuseUnlessCreatedByGuice);
    }
  }

  /**
   * Looks at a binding.
   *
   * @return whether {@link #onProvision} has to look at its objects
   */
  boolean watches(Binding<?> binding) {
    List<Message> problems = problemsOf(binding);
    synchronized (found) {
      found.addAll(problems);
    }
    return !problems.isEmpty() || mayGiveAnything(binding);
  }

  @Override
  public <T> void onProvision(ProvisionInvocation<T> invocation) {
    Binding<T> binding = invocation.getBinding();
    List<Message> problems = problemsOf(binding);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    T object = invocation.provision();
    if (object != null && types.get(object.getClass()).isLocked()) {
      throw notCreated(object.getClass(), "a provider gave one", binding.getSource());
    }
  }

  private void report(TypeEncounter<?> encounter) {
    synchronized (found) {
      found.forEach(encounter::addError);
      found.clear();
    }
  }

  private void prepare(Method method, Class<?> type, TypeEncounter<?> encounter) {
    try {
      methods.get(method);
    } catch (RuntimeException e) { // all that can be wrong with an annotation
      encounter.addError("%s", Problems.notPrepared(method, type, e));
    }
  }

  private void refuseUnlessCreatedByGuice(Object object) {
    if (types.get(object.getClass()).isLocked()) {
      throw notCreated(object.getClass(), "Guice only injects the members of one", null);
    }
  }

  private List<Message> problemsOf(Binding<?> binding) {
    if (binding instanceof ConstructorBinding<?> constructed) {
      return notIntercepted(constructed);
    }
    Class<?> type = binding.getKey().getTypeLiteral().getRawType();
    String how;
    if (binding instanceof InstanceBinding<?> instance) {
      type = instance.getInstance().getClass();
      how = "one is bound by toInstance";
    } else if (binding instanceof ProviderInstanceBinding<?> provided) {
      Object provider = provided.getUserSuppliedProvider();
      if (provider instanceof ProvidesMethodBinding<?> method) {
        how = "the @Provides method " + Problems.place(method.getMethod()) + " makes them";
      } else if (isOfGuice(provider)) {
        return List.of(); // such as an OptionalBinder, which leads to a binding of its own
      } else {
        how = "the provider " + provider.getClass().getTypeName() + " makes them";
      }
    } else if (binding instanceof ProviderKeyBinding<?> provided) {
      how = "the provider " + provided.getProviderKey().getTypeLiteral() + " makes them";
    } else {
      return List.of();
    }
    return types.get(type).isLocked()
        ? List.of(new Message(binding.getSource(), Problems.notCreated(type, how)))
        : List.of();
  }

  private List<Message> notIntercepted(ConstructorBinding<?> binding) {
    LockedType type = types.get(binding.getConstructor().getDeclaringType().getRawType());
    List<Message> problems = new ArrayList<>();
    if (type.isInterceptable()) {
      for (Method method : type.overridable()) {
        List<MethodInterceptor> interceptors = binding.getMethodInterceptors().get(method);
        int place = interceptors == null ? -1 : interceptors.indexOf(interceptor);
        if (place < 0) {
          problems.add(
              new Message(binding.getSource(), Problems.notIntercepted(method, type.type())));
        } else if (place > 0 && OwnTransaction.outlives(method, type.type())) {
          problems.add(
              new Message(binding.getSource(), Problems.insideTransaction(method, type.type())));
        }
      }
    }
    return problems;
  }

  private static boolean mayGiveAnything(Binding<?> binding) {
    return (binding instanceof ProviderInstanceBinding<?>
            || binding instanceof ProviderKeyBinding<?>)
        && !Modifier.isFinal(binding.getKey().getTypeLiteral().getRawType().getModifiers());
  }

  private static boolean isOfGuice(Object provider) {
    return provider.getClass().getName().startsWith("com.google.inject.");
  }

  private static ConfigurationException notCreated(
      Class<?> type, String how, @Nullable Object source) {
    String text = Problems.notCreated(type, how);
    return new ConfigurationException(
        List.of(source == null ? new Message(text) : new Message(source, text)));
  }

  /**
   * Injected into once for each injector. Guice hears its type after all bindings, and calls it
   * before any eager singleton is made.
   */
  static final class Gate {

    @Inject
    void pass(Injector injector) {
      if (injector.getParent() != null) {
        throw new ConfigurationException(List.of(new Message(Problems.notAtTheRoot())));
      }
    }
  }

  private static final class PerClass extends ClassValue<LockedType> {
    @Override
    protected LockedType computeValue(Class<?> type) {
      return LockedType.of(type);
    }
  }
}
