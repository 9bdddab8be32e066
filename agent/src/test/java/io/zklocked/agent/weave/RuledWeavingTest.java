package io.zklocked.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockBusyException;
import io.zklocked.agent.boot.Doors;
import io.zklocked.agent.glance.Glance;
import io.zklocked.agent.rule.RuleBook;
import io.zklocked.contract.Compiled;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.rule.RulesFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that nobody annotated, locked by rules. */
class RuledWeavingTest {

  private static final String SOURCE =
      """
      package app;
      import java.lang.annotation.*;
      import io.zklocked.HeldLock;

      public class Billing extends Job implements Runnable {
        static String held() {
          try {
            return HeldLock.current().resource();
          } catch (IllegalStateException e) {
            return "none";
          }
        }
        public String close(String month) { return held(); }
        public String close(int year) { return held(); }
        public static String all() { return held(); }
        private String secret() { return held(); }
        public String reveal() { return secret(); }
        @Override public String execute() { return held(); }
        @Override public void run() {}
        @Once(name = "x", keys = {"#month", "#p0"}, unit = java.util.concurrent.TimeUnit.DAYS)
        public String once(String month) { return held(); }
        @Daily public String daily() { return held(); }
        @Once(name = "one") @Once(name = "two") public String twice() { return held(); }
        public String log(String method) { return held(); }
        public Job lambda() { Work work = Billing::held; return null; }
        @io.zklocked.ZkLocked("own/{0}") public String own(int id) { return held(); }
        @Once(name = "#{T(java.lang.Runtime)}") public String evil() { return held(); }
        public native void far();

        public static class Month { public String close() { return held(); } }
      }

      @io.zklocked.ZkLocked("service") class Service {
        public Service() {}
        public String ruled() { return Billing.held(); }
        public String other() { return Billing.held(); }
      }

      interface Work { String work(); }

      abstract class Job {
        public abstract String execute();
        public String inherited() { return Billing.held(); }
      }

      @Retention(RetentionPolicy.RUNTIME) @interface Onces { Once[] value(); }

      @Repeatable(Onces.class) @Retention(RetentionPolicy.RUNTIME) @interface Once {
        String name() default "";
        String[] keys() default {};
        java.util.concurrent.TimeUnit unit() default java.util.concurrent.TimeUnit.HOURS;
      }

      @Once(name = "day") @Retention(RetentionPolicy.RUNTIME) @interface Daily {}
      """;

  @TempDir Path directory;
  private RuleBook book = new RuleBook(RulesFile.NONE);

  /** The classes, woven by some rules. */
  private Woven weave(String... rules) throws IOException {
    byte[] lines = String.join("\n", rules).getBytes(StandardCharsets.UTF_8);
    book =
        new RuleBook(RulesFile.read("locks.rules", "locks.rules", new ByteArrayInputStream(lines)));
    Compiled compiled = Compiled.unchecked(directory, "app.Billing", SOURCE, "-g");
    assertThat(compiled.errors()).isEmpty();
    Weaver weaver = new Weaver(WeaverOracleTest.DISPATCHER, any -> null, book);
    Glance glance = new Glance(book);
    Map<String, WovenClass> woven = new HashMap<>();
    for (String name : Woven.NAMES) {
      byte[] file = compiled.file(name);
      WovenClass one =
          glance.test(compiled.loader(), file)
              ? weaver.weave(file, compiled.loader(), false)
              : null;
      if (one != null) {
        woven.put(name, one);
      }
    }
    return new Woven(compiled, woven);
  }

  private record Woven(Compiled compiled, Map<String, WovenClass> classes) {

    static final List<String> NAMES =
        List.of("app.Billing", "app.Billing$Month", "app.Job", "app.Service");

    List<String> problems(String type) {
      return Objects.requireNonNull(classes.get(type)).problems();
    }

    /** The templates of the locks of a method, as its call site says them. */
    List<String> locks(String type, String method) {
      List<String> templates = new ArrayList<>();
      Objects.requireNonNull(classes.get(type))
          .sites()
          .forEach(
              (site, facts) -> {
                List<Object> said = Arrays.asList(facts);
                for (int i = 0; i + 1 < said.size() && site.startsWith(method + "("); i++) {
                  if (said.get(i).equals("value")) {
                    templates.add((String) said.get(i + 1));
                  }
                }
              });
      return templates;
    }

    String call(String type, String name, Object... arguments) throws Exception {
      try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
        Doors.install(Links.to(runtime::calls));
        Map<String, byte[]> files = new HashMap<>();
        for (String each : NAMES) {
          WovenClass one = classes.get(each);
          byte[] file = one == null ? null : one.file();
          files.put(each, file == null ? compiled.file(each) : file);
        }
        Class<?> loaded = new WovenLoader(files).loadClass(type);
        Class<?>[] types =
            Arrays.stream(arguments)
                .map(each -> each instanceof Integer ? int.class : each.getClass())
                .toArray(Class<?>[]::new);
        Method method = loaded.getMethod(name, types);
        return (String) method.invoke(loaded.getConstructor().newInstance(), arguments);
      }
    }
  }

  @Test
  void methodIsLockedByItsName() throws Exception {
    var woven = weave("app.Billing#close(String) -> billing/{0}");
    assertThat(woven.classes()).containsKey("app.Billing").doesNotContainKey("app.Billing$Month");
    assertThat(woven.call("app.Billing", "close", "may")).isEqualTo("billing/may");
    assertThat(woven.call("app.Billing", "close", 5)).isEqualTo("none");
    assertThat(book.ledger().findings()).singleElement().asString().endsWith("not been called");
  }

  @Test
  void namesOfParametersServeAsTheyDoInAnnotations() throws Exception {
    var woven = weave("app.Billing#close(..) -> {class}/{method}/{0}");
    assertThat(woven.call("app.Billing", "close", 5)).isEqualTo("app.Billing/close/5");
    assertThat(weave("app.Billing#close(String) -> m/{month}").call("app.Billing", "close", "may"))
        .isEqualTo("m/may");
  }

  @Test
  void staticPrivateAndNestedMethodsAreLocked() throws Exception {
    var woven =
        weave("app.Billing#all -> all", "app.Billing#secret -> secret", "app.Billing$Month#* -> m");
    assertThat(woven.call("app.Billing", "all")).isEqualTo("all");
    assertThat(woven.call("app.Billing", "reveal")).isEqualTo("secret");
    assertThat(woven.call("app.Billing$Month", "close")).isEqualTo("m");
  }

  @Test
  void patternsMeetAllThatTheyStandFor() throws Exception {
    var woven = weave("app.*#close(..) -> {class}");
    assertThat(woven.call("app.Billing", "close", 5)).isEqualTo("app.Billing");
    assertThat(woven.call("app.Billing$Month", "close")).isEqualTo("app.Billing$Month");
  }

  @Test
  void implementationsAreLockedByWhatIsAboveThem() throws Exception {
    var woven = weave("app.Job+#execute -> jobs/{class}", "java.lang.Runnable+#run -> run");
    assertThat(woven.problems("app.Billing")).isEmpty();
    assertThat(woven.call("app.Billing", "execute")).isEqualTo("jobs/app.Billing");
    assertThat(woven.classes()).doesNotContainKey("app.Billing$Month");
  }

  @Test
  void annotationsOfOthersAreFollowedAlsoWhereAnnotationsCarryThem() throws Exception {
    var woven = weave("@app.Once -> {@unit:none}/{@name}/{@#keys:{method}}");
    assertThat(woven.call("app.Billing", "once", "may")).isEqualTo("DAYS/x/may/may");
    assertThat(woven.call("app.Billing", "daily")).isEqualTo("none/day/daily");
    assertThat(woven.problems("app.Billing"))
        .singleElement()
        .asString()
        .contains("Billing#evil()", "throws when it is called", "its annotation says")
        .endsWith("(locks.rules:1)");
  }

  @Test
  void ruleBesideAnAnnotationIsASecondLock() throws Exception {
    var woven = weave("app.Billing#own(..) -> {class}");
    assertThat(woven.call("app.Billing", "own", 7)).isIn("own/7", "app.Billing");
    assertThat(woven.problems("app.Billing")).isEmpty();
    var same = weave("app.Billing#own(..) -> own/{0}");
    assertThat(same.call("app.Billing", "own", 7)).isEqualTo("own/7");
  }

  @Test
  void timesAndPoliciesOfAnAnnotationAreSetFromOutside() throws Exception {
    var woven = weave("@ZkLocked own/{0} -> on-busy=skip wait-time=0");
    assertThat(woven.problems("app.Billing")).isEmpty();
    assertThat(woven.call("app.Billing", "own", 7)).isEqualTo("own/7");
    assertThat(book.ledger().findings()).isEmpty();
    weave("@ZkLocked own/{1} -> wait-time=0");
    assertThat(book.ledger().findings())
        .containsExactly(
            "locks.rules:1: @ZkLocked own/{1} SETS NOTHING: no loaded class has such a lock");
  }

  @Test
  void whatCannotBeLockedIsToldWithItsRule() throws Exception {
    var woven = weave("app.Billing#far -> far", "app.Billing#close(int) -> {nobody}");
    assertThat(woven.problems("app.Billing"))
        .anySatisfy(problem -> assertThat(problem).contains("far", "native", "(locks.rules:1)"))
        .anySatisfy(
            problem -> assertThat(problem).contains("close(int)", "nobody", "(locks.rules:2)"));
    assertThatThrownBy(() -> woven.call("app.Billing", "close", 5))
        .cause()
        .isInstanceOf(io.zklocked.LockKeyException.class)
        .isNotInstanceOf(LockBusyException.class);
    assertThat(weave("app.Job#execute -> x").problems("app.Job"))
        .singleElement()
        .asString()
        .contains("Job#execute()", "RUN WITHOUT LOCKS", "(locks.rules:1)");
  }

  @Test
  void misspeltMethodIsToldWithTheNearestOne() throws Exception {
    assertThat(weave("app.Billing#cloze(..) -> x").problems("app.Billing"))
        .containsExactly(
            "locks.rules:1: app.Billing#cloze(..) LOCKS NOTHING: that class declares no such"
                + " method; did you mean close? What it inherits is locked where it is declared, or"
                + " by a rule on a class above it with + behind its name");
    assertThat(weave("app.Billing$Month#close(int) -> x").problems("app.Billing$Month"))
        .singleElement()
        .asString()
        .contains("it declares close().");
    weave("app.Biling#close -> x", "app.Job+#exec -> x", "@app.Onze -> x");
    assertThat(book.ledger().findings())
        .satisfiesExactly(
            no -> assertThat(no).contains("locks.rules:1", "no such class has been loaded"),
            no -> assertThat(no).contains("locks.rules:2", "its classes declare no such method"),
            no -> assertThat(no).contains("locks.rules:3", "no loaded class has a method that"));
  }

  @Test
  void ruleBesideALockOfTheClassIsASecondLock() throws Exception {
    var woven = weave("app.Service#ruled -> ruled");
    assertThat(woven.locks("app.Service", "ruled")).containsExactly("service", "ruled");
    assertThat(woven.locks("app.Service", "other")).containsExactly("service");
  }

  @Test
  void repeatedAnnotationsOfOthersAreAsManyLocks() throws Exception {
    var woven = weave("@app.Once -> once/{@name}");
    assertThat(woven.locks("app.Billing", "twice")).containsExactly("once/one", "once/two");
  }

  @Test
  void typeOfAnAnnotationSpeaksWhereItsUseDoesNot() throws Exception {
    var woven = weave("@app.Once -> {@unit}/{@name}");
    assertThat(woven.locks("app.Billing", "daily")).containsExactly("HOURS/day");
  }

  @Test
  void parameterThatIsCalledMethodIsNotMistaken() throws Exception {
    assertThat(weave("app.Billing#log -> audit/{method}").problems("app.Billing"))
        .singleElement()
        .asString()
        .contains("write {0}, or the name itself");
    assertThat(weave("app.Billing#log -> audit/{0}").problems("app.Billing")).isEmpty();
  }

  @Test
  void lambdasThatNobodyCanLockAreTold() throws Exception {
    weave("app.Work+#work -> work");
    assertThat(book.ledger().findings())
        .anySatisfy(
            each ->
                assertThat(each)
                    .contains("locks.rules:1", "app.Billing makes of it RUN WITHOUT LOCKS"));
  }
}
