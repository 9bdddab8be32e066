package io.zklocked.agent.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a class that weaves its annotated methods, each in the way that befits it. Confined
 * to one thread.
 */
final class Weaving extends ClassVisitor {

  private static final String UNLOCKED = " RUNS WITHOUT LOCKS: ";

  private final ClassReading reading;
  private final Rules rules;
  private final Map<String, Refusal> refusals;
  private final SiteWriter writer;
  private final boolean shaped;
  private final boolean failsUnwoven;
  private final List<MethodFate> fates = new ArrayList<>();
  private final List<String> locked = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Object[]> sites = new HashMap<>();

  Weaving(
      ClassVisitor next,
      ClassReading reading,
      Rules rules,
      Map<String, Refusal> refusals,
      String dispatcher,
      boolean shaped,
      boolean failsUnwoven) {
    super(Opcodes.ASM9, FramelessMethods.before(next, reading.version()));
    this.reading = reading;
    this.rules = rules;
    this.refusals = refusals;
    this.writer = SiteWriter.of(dispatcher, reading.version(), reading.name());
    this.shaped = shaped;
    this.failsUnwoven = failsUnwoven;
  }

  List<MethodFate> fates() {
    return fates;
  }

  List<String> locked() {
    return locked;
  }

  List<String> problems() {
    return problems;
  }

  Map<String, Object[]> sites() {
    return sites;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    AnnotatedMethod method = reading.methods().get(name + descriptor);
    if (method != null && method.woven()) {
      sites.put(name + descriptor, sitesOf(method).facts());
      if (!method.origins().isEmpty()) {
        problems.add(
            method.shown()
                + " was woven when it was built, with the locks of its annotations: what "
                + method.origins()
                + " says of it is LEFT OUT; annotate it, or do not weave it in the build");
      }
    }
    if (method == null || method.woven() || hasNoBody(method)) {
      return super.visitMethod(access, name, descriptor, signature, exceptions);
    }
    Refusal refusal = refusals.get(name + descriptor);
    if (refusal != null && !failsUnwoven) {
      unlocked(method, UNLOCKED, refusal.message());
      return super.visitMethod(access, name, descriptor, signature, exceptions);
    }
    boolean deferred = refusal == null && method.isDeferred();
    int moved = deferred ? Opcodes.ACC_NATIVE : Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED;
    int kept = shaped ? access : access & ~moved;
    MethodVisitor next = super.visitMethod(kept, name, descriptor, signature, exceptions);
    if (refusal != null) {
      problems.add(method.shown() + " throws when it is called: " + refusal.message());
      fates.add(MethodFate.of(method, MethodFate.State.REFUSED, refusal.message()));
      return new RefusedBody(next, method, refusal, sitesOf(method));
    }
    locked.add(method.shown());
    fates.add(MethodFate.of(method, MethodFate.State.LOCKED, null));
    sites.put(name + descriptor, sitesOf(method).facts());
    if (deferred) {
      return new DeferredBody(next, method, sitesOf(method));
    }
    boolean monitor = method.is(Opcodes.ACC_SYNCHRONIZED);
    if (monitor && shaped) {
      problems.add(
          method.shown()
              + " was loaded before the agent and waits for its lock inside its monitor: give the"
              + " agent on the command line, or do not synchronize it");
    }
    return new LockedBody(
        next, method, sitesOf(method), rules.subjects(method), monitor && !shaped);
  }

  private boolean hasNoBody(AnnotatedMethod method) {
    if (method.is(Opcodes.ACC_ABSTRACT)) {
      Refusal refusal = refusals.get(method.name() + method.descriptor());
      if (refusal != null) {
        unlocked(method, ": its implementations RUN WITHOUT LOCKS: ", refusal.message());
      }
      return true;
    }
    if (method.is(Opcodes.ACC_NATIVE) && shaped) {
      unlocked(
          method,
          UNLOCKED,
          "it is native and was loaded before the agent; give the agent on the command line");
      return true;
    }
    return false;
  }

  private void unlocked(AnnotatedMethod method, String how, String reason) {
    problems.add(method.shown() + how + reason);
    fates.add(MethodFate.of(method, MethodFate.State.UNLOCKED, reason));
  }

  private CallSites sitesOf(AnnotatedMethod method) {
    return new CallSites(writer, method);
  }
}
