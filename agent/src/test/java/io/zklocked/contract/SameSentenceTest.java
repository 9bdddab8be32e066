package io.zklocked.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import io.zklocked.FencingToken;
import io.zklocked.LockKeyException;
import io.zklocked.ZkLocked;
import io.zklocked.agent.weave.Weaver;
import io.zklocked.agent.weave.WovenClass;
import io.zklocked.guice.ZkLockedModule;
import io.zklocked.rules.LockAttributes;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.call.MethodFacts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiler, the agent and Guice refuse one mistake with one sentence. */
class SameSentenceTest {

  private static final String HEAD =
      """
      package app;
      import io.zklocked.*;
      import java.lang.annotation.*;
      import java.util.*;
      import java.util.concurrent.*;
      public class Orders {
        public static class Stage extends CompletableFuture<String> {}
        public record Customer(String id) {}
        public static class Order {
          public Customer getCustomer() { return new Customer("1"); }
          private String getSecret() { return ""; }
        }
        @Retention(RetentionPolicy.RUNTIME) @ZkLocked("nightly") @interface Nightly {}
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ZkLocked(\"o/{id\") public void m(long id) {}",
        "@ZkLocked(\"\") public void m(long id) {}",
        "@ZkLocked(\"{id}{n}\") public void m(long id, int n) {}",
        "@ZkLocked(\"o/{order}\") public void m(long id) {}",
        "@ZkLocked(\"o/{order}\") public void m() {}",
        "@ZkLocked(\"o/{1}\") public void m(long id) {}",
        "@ZkLocked(\"{a}\") public void m(@LockParam(\"a\") long b, long a) {}",
        "@ZkLocked(\"{o.customer.nmae}\") public void m(Order o) {}",
        "@ZkLocked(\"{n.id}\") public void m(long n) {}",
        "@ZkLocked(\"{this.region}\") public void m() {}",
        "@ZkLocked(\"{o.x.y}\") public void m(Map<String, Object> o) {}",
        "@ZkLocked(\"{o.customer}\") public void m(Order o) {}",
        "@ZkLocked(\"{d}\") public void m(double d) {}",
        "@ZkLocked(\"{ids}\") public void m(List<String> ids) {}",
        "@ZkLocked(\"{ids}\") public void m(String[][] ids) {}",
        "@ZkLocked(\"{id}\") public void m(Optional<String> id) {}",
        "@ZkLocked(\"{r}\") public void m(Runnable r) {}",
        "@ZkLocked(value = \"a\", permits = 2) public void m() {}",
        "@ZkLocked(value = \"a\", mode = LockMode.READ, permits = 2) public void m() {}",
        "@ZkLocked(value = \"a\", mode = LockMode.SEMAPHORE, permits = 0) public void m() {}",
        "@ZkLocked(value = \"a\", permits = -1) public void m() {}",
        "@ZkLocked(value = \"a\", waitTime = \"5 sec\") public void m() {}",
        "@ZkLocked(value = \"a\", waitTime = \"PT-1S\") public void m() {}",
        "@ZkLocked(value = \"a\", onBusy = OnBusy.SKIP) public int m() { return 0; }",
        "@ZkLocked(value = \"a\", waitTime = \"forever\", onBusy = OnBusy.SKIP) public void m() {}",
        "@ZkLocked(value = \"a\", releaseAt = ReleaseAt.COMPLETION) public String m() { return null; }",
        "@ZkLocked(value = \"a\", releaseAt = ReleaseAt.COMPLETION) public void m() {}",
        "@ZkLocked(value = \"a\", releaseAt = ReleaseAt.EXIT) @ZkLocked(\"b\") public void m() {}",
        "@ZkLocked(\"a\") public Future<String> m() { return null; }",
        "@ZkLocked(\"a\") public FutureTask<String> m() { return null; }",
        "@ZkLocked(\"a\") public reactor.core.publisher.ParallelFlux<String> m() { return null; }",
        "@ZkLocked(\"a\") public reactor.core.publisher.ConnectableFlux<String> m() { return null; }",
        "@ZkLocked(value = \"a\", onBusy = OnBusy.SKIP) public Stage m() { return null; }",
        "@ZkLocked(\"a\") public SubmissionPublisher<String> m() { return null; }",
        "@ZkLocked(\"a\") public Flow.Publisher<String> m(@FencingToken long t) { return null; }",
        "@ZkLocked(value = \"a\", mode = LockMode.SEMAPHORE, retain = \"1s\") public void m() {}",
        "@ZkLocked(value = \"a\", retain = \"soon\") public void m() {}",
        "@ZkLocked(\"a\") public void l() {}"
            + " @ZkLocked(value = \"a\", mode = LockMode.READ) public void m() {}",
        "@ZkLocked(value = \"a\", mode = LockMode.SEMAPHORE, permits = 2) public void l() {}"
            + " @ZkLocked(value = \"a\", mode = LockMode.SEMAPHORE, permits = 3) public void m() {}",
        "@ZkLocked(value = \"a\", retain = \"forever\") public void m() {}",
        "@ZkLocked(\"nightly\") @Nightly public void m() {}",
        "@ZkLocked(\"{id}\") @ZkLocked(\"{id}\") public void m(long id) {}",
        "@ZkLocked(\"a\") @ZkLocked(\"{n}\") public void m(long id) {}",
        "@ZkLocked(\"a\") @ZkLocked(value = \"b\", waitTime = \"5 sec\") public void m() {}",
        "@ZkLocked(\"a\") @ZkLocked(value = \"b\", mode = LockMode.SEMAPHORE) public void m() {}",
        "@ZkLocked(value = \"a\", waitTime = \"1s\") @ZkLocked(value = \"b\", waitTime = \"2s\")"
            + " public void m() {}",
        "@ZkLocked(value = \"a\", onBusy = OnBusy.SKIP) @Nightly public void m() {}",
        "@ZkLocked(value = \"a\", fallback = \"f\") public void m() {}",
        "@ZkLocked(value = \"a\", fallback = \"m\") public void m() {}",
        "@ZkLocked(value = \"a\", fallback = \"f\") public void m(long id) {} void f(int id) {}",
        "@ZkLocked(value = \"a\", fallback = \"f\") public void m() {} void f() {}"
            + " void f(LockBusyException busy) {}",
        "@ZkLocked(value = \"a\", fallback = \"f\") public long m() { return 1; }"
            + " int f() { return 1; }",
        "@ZkLocked(value = \"a\", fallback = \"f\", onBusy = OnBusy.SKIP) public void m() {}"
            + " private void f() {}",
        "@ZkLocked(value = \"a\", fallback = \"f\", waitTime = \"forever\") public void m() {}"
            + " private void f() {}",
        "@ZkLocked(value = \"a\", fallback = \"f\") @ZkLocked(value = \"b\", fallback = \"g\")"
            + " public void m() {} private void f() {} private void g() {}",
        "@ZkLocked(value = \"a\", fallback = \"f\") @ZkLocked(value = \"b\", waitTime ="
            + " \"forever\") public void m() {} private void f() {}",
        "@ZkLocked(\"a/{this.m}\") public String m() { return null; }",
        "@ZkLocked(value = \"a\", condition = \"!this.m\") public boolean m() { return true; }",
        "@ZkLocked(value = \"a\", warnAfter = \"late\") public void m() {}",
        "@ZkLocked(value = \"a\", lockAtLeastFor = \"-1s\") public void m() {}",
        "@ZkLocked(value = \"a\", lockAtLeastFor = \"1s\")"
            + " @ZkLocked(value = \"b\", lockAtLeastFor = \"2s\") public void m() {}",
        "@ZkLocked(value = \"a\", releaseAt = ReleaseAt.TRANSACTION)"
            + " public Flow.Publisher<String> m() { return null; }",
        "@ZkLocked(value = \"a\", mode = LockMode.SEMAPHORE)"
            + " public void m(@FencingToken long token) {}",
        "@ZkLocked(value = \"a\", fallback = \"f\") public void m() throws InterruptedException {}"
            + " void f() throws InterruptedException, TimeoutException, Error {}",
        "@ZkLocked(value = \"a\", condition = \"!\") public void m() {}",
        "@ZkLocked(value = \"a\", condition = \"a && b\") public void m(boolean a, boolean b) {}",
        "@ZkLocked(value = \"a\", condition = \"dry\") public void m(boolean wet) {}",
        "@ZkLocked(value = \"a\", condition = \"!3\") public void m(boolean dry) {}",
        "@ZkLocked(value = \"a\", condition = \"o.customer\") public void m(Order o) {}",
        "@ZkLocked(value = \"a\", condition = \"o.secret\") public void m(Order o) {}",
        "@ZkLocked(value = \"a\", condition = \"!n\") public void m(long n) {}",
        "@ZkLocked(value = \"a\", onLost = OnLost.REPORT) @Nightly public void m() {}",
        "@ZkLocked(\"a\") public void m(@FencingToken int token) {}",
        "@ZkLocked(\"a\") public void m(@FencingToken Long token) {}",
        "@ZkLocked(\"a\") public void m(@FencingToken long a, @FencingToken long b) {}",
        "@ZkLocked(\"a/{id}\") public void m(@FencingToken long id) {}",
        "@ZkLocked(\"a/{1}\") public void m(int id, @FencingToken long token) {}",
        "@ZkLocked(\"a\") @Nightly public void m(@FencingToken long token) {}",
        "@ZkLocked(\"a\") @ZkLocked(\"b\") public native void m();",
        "@ZkLocked(\"a\") public native void m();",
        "public interface Itf { @ZkLocked(\"a\") void m(long id); }"
            + " public static class It implements Itf { public void m(long id) {} }",
      })
  void mistakeIsRefusedWithOneSentence(String mistake) throws Exception {
    String source = HEAD + mistake + "\n}\n";
    List<String> sentences =
        Compiled.checked(directory.resolve("checked"), "app.Orders", source).errors();
    assertThat(sentences).hasSize(1);
    Compiled compiled =
        Compiled.unchecked(directory.resolve("plain"), "app.Orders", source, "-parameters");
    String name = mistake.contains("interface Itf") ? "app.Orders$Itf" : "app.Orders";

    assertThat(byAgent(compiled, name)).endsWith(": " + sentences.get(0));
    assertThat(byGuice(compiled, name.replace("$Itf", "$It"))).endsWith(": " + sentences.get(0));
  }

  /** When the class is woven, or, where that takes classes it must not load, when it is linked. */
  private static String byAgent(Compiled compiled, String name) throws Exception {
    WovenClass woven =
        new Weaver("app/Dispatcher", any -> null)
            .weave(compiled.file(name), compiled.loader(), false);
    assertThat(woven).isNotNull();
    if (!woven.problems().isEmpty()) {
      assertThat(woven.problems()).hasSize(1);
      return woven.problems().get(0);
    }
    Class<?> type = compiled.loader().loadClass(name);
    Method method =
        Stream.of(type.getMethods()).filter(m -> m.getName().equals("m")).findAny().get();
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      Throwable refusal = catchThrowable(() -> runtime.calls().prepare(facts(method)));
      boolean byKey =
          String.valueOf(refusal.getMessage()).contains("template")
              || String.valueOf(refusal.getMessage()).contains("condition");
      assertThat(refusal)
          .isInstanceOf(byKey ? LockKeyException.class : IllegalArgumentException.class);
      return String.valueOf(refusal.getMessage());
    }
  }

  private static MethodFacts facts(Method method) throws IllegalAccessException {
    List<@Nullable String> names =
        Arrays.stream(method.getParameters()).map(Parameter::getName).toList();
    return new MethodFacts(
        MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup()),
        method.getName(),
        MethodType.methodType(method.getReturnType(), method.getParameterTypes()),
        Modifier.isStatic(method.getModifiers()),
        names,
        IntStream.range(0, names.size())
            .filter(i -> method.getParameters()[i].isAnnotationPresent(FencingToken.class))
            .boxed()
            .toList(),
        Stream.of(method.getAnnotationsByType(ZkLocked.class)).map(LockAttributes::of).toList());
  }

  private static String byGuice(Compiled compiled, String name) throws Exception {
    Class<?> type = compiled.loader().loadClass(name);
    CreationException refusal =
        catchThrowableOfType(
            CreationException.class,
            () ->
                Guice.createInjector(
                    new ZkLockedModule(ZkLocksConfig.memory()),
                    new AbstractModule() {
                      @Override
                      protected void configure() {
                        bind(type);
                      }
                    }));
    assertThat(refusal.getErrorMessages()).hasSize(1);
    return refusal.getErrorMessages().iterator().next().getMessage();
  }
}
