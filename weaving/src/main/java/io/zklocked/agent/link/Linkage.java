package io.zklocked.agent.link;

import io.zklocked.LockKeyException;
import io.zklocked.ReleaseAt;
import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.call.Calls;
import io.zklocked.runtime.call.DeferredMethod;
import io.zklocked.runtime.call.LockedMethod;
import io.zklocked.runtime.observe.Observations;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links call sites, each to handles that know its method. What is wrong for good becomes a site
 * that throws at each call; what may pass, such as a class that could not be loaded, is tried again
 * at the next call. No site lets a body run without its lock, unless its terms say so. Thread-safe.
 */
public final class Linkage implements Function<Object[], CallSite> {

  private static final Logger LOG = LoggerFactory.getLogger(Linkage.class);

  private static final MethodHandle SKIPPED;
  private static final MethodHandle TOKEN;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      SKIPPED =
          lookup.findVirtual(LockedMethod.class, "skipped", MethodType.methodType(Object.class));
      TOKEN =
          lookup.findStatic(
              LockedMethod.class, "token", MethodType.methodType(long.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What is linked by the attributes of a method's locks. */
  private static final Set<String> BY_ATTRIBUTES = Set.of("enter", "defer", "skipped");

  private final Supplier<Calls> calls;
  private final LiveSettings settings;
  private final SpringLinkage spring;
  private final boolean failsUnwoven;
  private final MethodWatch watch;

  /** Lets every call run, and hears of those that could not be locked; null if calls are locked. */
  private final @Nullable Harmless harmless;

  /**
   * A linkage.
   *
   * @param calls where calls arrive; asked at the first call of a woven method
   * @param transactions those of Spring
   * @param sites what was woven
   * @param rights gives those of a class
   * @param terms how they are linked
   */
  public Linkage(
      Supplier<Calls> calls,
      SpringTransactions transactions,
      WovenSites sites,
      Function<Class<?>, MethodHandles.Lookup> rights,
      LinkTerms terms) {
    Observations observations = terms.observations();
    this.harmless = observations == null ? null : new Harmless(observations);
    this.calls = calls;
    this.settings = terms.settings();
    this.failsUnwoven = terms.failsUnwoven();
    this.watch = terms.watch();
    this.spring =
        new SpringLinkage(calls, transactions, new TransactedMethods(sites, rights, this::prepare));
  }

  @Override
  public CallSite apply(Object[] request) {
    MethodHandles.Lookup caller = (MethodHandles.Lookup) request[0];
    String name = (String) request[1];
    MethodType type = (MethodType) request[2];
    Object[] arguments = (Object[]) request[3];
    Supplier<MethodHandle> plain =
        harmless == null
            ? () -> handle(caller, name, type, arguments)
            : () -> harmless(harmless, caller, name, type, arguments);
    Supplier<MethodHandle> link = () -> Privileges.of(plain::get);
    if (settings.mayChange() && BY_ATTRIBUTES.contains(name)) {
      return new LateSite(type, link, settings);
    }
    try {
      return new ConstantCallSite(link.get());
    } catch (Throwable e) {
      // Thrown from here, it would be the site's only answer for ever.
      return new LateSite(type, link, settings);
    }
  }

  /** What lets each call run, whatever goes wrong. */
  private MethodHandle harmless(
      Harmless always,
      MethodHandles.Lookup caller,
      String name,
      MethodType type,
      Object[] arguments) {
    return switch (name) {
      case "enter" -> {
        Place place = new Place(caller.lookupClass(), arguments);
        MethodHandle entrance =
            always.enter(() -> handle(caller, name, type, arguments), type, place.shown());
        yield CountedCalls.by(
            watch.calls(place.owner(), place.name(), place.descriptor()), entrance);
      }
      case "defer" -> {
        Place place = new Place(caller.lookupClass(), arguments);
        watch.unlinked(
            place.owner(),
            place.name(),
            place.descriptor(),
            false,
            "it returns a publisher, whose subscriptions are not observed");
        yield CountedCalls.by(
            watch.calls(place.owner(), place.name(), place.descriptor()), Unlocked.handle(type));
      }
      case "exit" -> always.exit(type);
      case "fail" -> always.fail(type);
      case "around", "began" -> MethodHandles.empty(type);
      default -> handle(caller, name, type, arguments);
    };
  }

  private MethodHandle handle(
      MethodHandles.Lookup caller, String name, MethodType type, Object[] arguments) {
    OwnCopies copies = new OwnCopies(caller.lookupClass().getClassLoader());
    return switch (name) {
      case "enter" ->
          Privileges.around(
              entrance(
                  () -> prepare(caller, arguments).enter().asType(type),
                  type,
                  copies,
                  new Place(caller.lookupClass(), arguments)));
      case "defer" ->
          entrance(
              () -> defer(caller, arguments, copies),
              type,
              copies,
              new Place(caller.lookupClass(), arguments));
      case "token" -> TOKEN.asType(type);
      case "exit" -> Privileges.around(copies.guard(Exits.exit(type)));
      case "fail" -> Privileges.around(Exits.fail(copies).asType(type));
      case "busy" -> copies.copying(type);
      case "skipped" -> skipped(caller, type, arguments);
      case "refused" -> refused(type, copies, (String) arguments[0], (String) arguments[1]);
      case "around" -> spring.around(caller);
      case "began" -> spring.began(caller);
      default -> throw new IllegalArgumentException("the agent's weaver is of another version");
    };
  }

  private MethodHandle entrance(
      Supplier<MethodHandle> prepared, MethodType type, OwnCopies copies, Place place) {
    MethodHandle entrance;
    try {
      entrance = copies.guard(prepared.get());
    } catch (LockKeyException e) {
      entrance = lasting(type, copies, "KEY", e, place);
    } catch (IllegalArgumentException e) {
      entrance = lasting(type, copies, "METHOD", e, place);
    }
    return harmless != null
        ? entrance
        : CountedCalls.by(watch.calls(place.owner(), place.name(), place.descriptor()), entrance);
  }

  private MethodHandle defer(MethodHandles.Lookup caller, Object[] arguments, OwnCopies copies) {
    DeferredMethod deferred = prepare(caller, arguments).deferred();
    if (deferred == null) {
      throw new IllegalStateException("the weaver took for a publisher what is none");
    }
    return deferred.defer(OwnBody.of(caller, arguments), copies::copy);
  }

  private MethodHandle lasting(
      MethodType type, OwnCopies copies, String kind, RuntimeException failure, Place place) {
    String message = String.valueOf(failure.getMessage());
    watch.unlinked(place.owner(), place.name(), place.descriptor(), failsUnwoven, message);
    if (harmless != null) {
      harmless.failed(place.shown(), failure);
      return Unlocked.handle(type);
    }
    if (!failsUnwoven) {
      LOG.error("RUNS WITHOUT LOCKS: {}", message);
      return Unlocked.handle(type);
    }
    LOG.error("each call throws: {}", message);
    return refused(type, copies, kind, message);
  }

  private MethodHandle skipped(MethodHandles.Lookup caller, MethodType type, Object[] arguments) {
    return SKIPPED.bindTo(prepare(caller, arguments)).asType(type);
  }

  private LockedMethod prepare(MethodHandles.Lookup caller, Object[] arguments) {
    watch.linked(caller.lookupClass(), (String) arguments[0], (String) arguments[1]);
    Calls ready = calls.get(); // which may know what is set of locks
    List<LockAttributes> woven = SiteFacts.locks(arguments);
    List<LockAttributes> set = new ArrayList<>(woven.size());
    for (LockAttributes lock : woven) {
      LockAttributes given = settings.applyTo(lock);
      set.add(harmless == null ? given : given.and("releaseAt", ReleaseAt.EXIT.name()));
    }
    try {
      return ready.prepare(SiteFacts.of(caller, arguments, set));
    } catch (LockKeyException | IllegalArgumentException e) {
      if (set.equals(woven)) {
        throw e;
      }
      LOG.error("what is set of its locks from outside is left out: {}", e.getMessage());
      return ready.prepare(SiteFacts.of(caller, arguments, woven));
    }
  }

  private static MethodHandle refused(
      MethodType type, OwnCopies copies, String kind, String message) {
    Supplier<RuntimeException> failure =
        switch (kind) {
          case "KEY" -> () -> copies.copy(LockKeyException.of(Map.of("message", message)));
          case "METHOD" -> () -> new IllegalArgumentException(message);
          default -> () -> new IllegalStateException(message);
        };
    return Throwing.handle(type, failure);
  }

  /** The method of a call site. */
  private record Place(Class<?> owner, String name, String descriptor) {

    Place(Class<?> owner, Object[] arguments) {
      this(owner, (String) arguments[0], (String) arguments[1]);
    }

    String shown() {
      return owner.getName() + "#" + name;
    }
  }
}
