package io.zklocked.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each mistake is an error at its place, in these words and no others. All of them stay in {@code
 * target/checker/sentences.txt}, with the source that they are about.
 */
class CheckerSentencesTest {

  private static final String HEAD =
      """
      package com.acme;
      import io.zklocked.*;
      import java.lang.annotation.*;
      import java.util.*;
      import java.util.concurrent.*;
      class Orders {
        static class Stage extends CompletableFuture<String> {}
        record Customer(String id, int size) {}
        record Order(Customer customer, Map<String, Object> facts, double price) {}
        static class Bean { private String getSecret() { return ""; } }
      """;

  private static final Queue<String> SAID = new ConcurrentLinkedQueue<>();

  @TempDir Path output;

  @AfterAll
  static void keepWhatWasSaid() throws IOException {
    Path kept = Files.createDirectories(Path.of("target", "checker"));
    Files.write(kept.resolve("sentences.txt"), SAID);
  }

  /** The line and column are those of the marked place, a circumflex before it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Templates
        "@ZkLocked(^\"\") void m(long id) {} | template \"\", column 1: it is empty; name the lock,"
            + " for example orders/{orderId}",
        "@ZkLocked(^\"orders/{id\") void m(long id) {} | template \"orders/{id\", column 8: this"
            + " brace is not closed; write } after the name",
        "@ZkLocked(value = ^\"orders/{id}{id}\") void m(long id) {} | template \"orders/{id}{id}\","
            + " column 12: nothing tells where the value of {id} ends; write {id}/{id}",
        "@ZkLocked(^\"zookeeper\") void m() {} | template \"zookeeper\", column 1: the name"
            + " zookeeper is not free for locks; choose another name",
        // Parameters
        "@ZkLocked(^\"orders/{order}\") void m(long id, int n) {} | template \"orders/{order}\","
            + " column 8: {order}: no parameter is called order; the method has id, n",
        "@ZkLocked(^\"orders/{order}\") void m() {} | template \"orders/{order}\", column 8: {order}:"
            + " no parameter is called order, since the method has none; add the parameter, or"
            + " write {this.order} for a property of the object",
        "@ZkLocked(^\"orders/{1}\") void m(long id) {} | template \"orders/{1}\", column 8: {1}: the"
            + " method has one parameter, counted from 0; write {0}",
        "@ZkLocked(^\"{a}\") void m(@LockParam(\"a\") long b, long a) {} | template \"{a}\", column 1:"
            + " {a}: more than one parameter is called a; give each @LockParam a name of its own,"
            + " or write {0}",
        "@ZkLocked(^\"{this.region}\") static void m() {} | template \"{this.region}\", column 1:"
            + " {this.region}: a static method has no this; start from a parameter instead",
        // Properties
        "@ZkLocked(^\"o/{o.customer.nmae}\") void m(Order o) {} | template \"o/{o.customer.nmae}\","
            + " column 3: {o.customer.nmae}: o.customer is declared as com.acme.Orders$Customer,"
            + " which has no accessor for nmae; it has id, size",
        "@ZkLocked(^\"{n.id}\") void m(long n) {} | template \"{n.id}\", column 1: {n.id}: n is"
            + " declared as long, which has no accessor for id; declare a type that has getId() or"
            + " id(), or pass the value as a parameter",
        "@ZkLocked(^\"{o.facts.x.y}\") void m(Order o) {} | template \"{o.facts.x.y}\", column 1:"
            + " {o.facts.x.y}: o.facts.x is declared as java.lang.Object, which has no accessor for"
            + " y; declare a type that has getY() or y(), or pass the value as a parameter",
        // Values
        "@ZkLocked(^\"o/{o.customer}\") void m(Order o) {} | template \"o/{o.customer}\", column 3:"
            + " {o.customer}: its type com.acme.Orders$Customer cannot be a key; write"
            + " {o.customer.id} or {o.customer.size}",
        "@ZkLocked(^\"{o.price}\") void m(Order o) {} | template \"{o.price}\", column 1: {o.price}:"
            + " its type double cannot be a key; use a whole number or a BigDecimal",
        "@ZkLocked(^\"{ids}\") void m(List<String> ids) {} | template \"{ids}\", column 1: {ids}: its"
            + " type java.util.List cannot be a key; lock by one value; a lock has one key",
        "@ZkLocked(^\"{ids}\") void m(long[] ids) {} | template \"{ids}\", column 1: {ids}: its type"
            + " long[] cannot be a key; lock by one value; a lock has one key",
        "@ZkLocked(^\"{id}\") void m(Optional<String> id) {} | template \"{id}\", column 1: {id}: its"
            + " type java.util.Optional cannot be a key; pass or return the value itself, and"
            + " decide what is locked when there is none",
        "@ZkLocked(^\"{l}\") void m(Runnable l) {} | template \"{l}\", column 1: {l}: its type"
            + " java.lang.Runnable cannot be a key; a key is a string, a whole number, a boolean, a"
            + " char, an enum, a UUID, BigInteger, BigDecimal, URI or java.time value",
        // Times and policies
        "@ZkLocked(value = \"a\", waitTime = ^\"5\") void m() {} | wait time \"5\", column 1: the unit"
            + " is missing; write a number with ms, s, m or h (5s), an ISO-8601 duration (PT1M), 0"
            + " or forever",
        "@ZkLocked(value = \"a\", waitTime = ^\"-5s\") void m() {} | wait time \"-5s\", column 1: a"
            + " wait time cannot be negative; write a number with ms, s, m or h (5s), an ISO-8601"
            + " duration (PT1M), 0 or forever",
        "@ZkLocked(value = \"a\", onBusy = OnBusy^.SKIP) int m() { return 0; } | onBusy = SKIP needs"
            + " a value that says \"skipped\", which int does not have; return a box, an Optional"
            + " or void, or leave onBusy = THROW",
        "@ZkLocked(value = \"a\", waitTime = \"forever\", onBusy = OnBusy^.SKIP) void m() {} | onBusy"
            + " = SKIP skips when the wait time has passed, which waitTime = \"forever\" never does;"
            + " give a time, or leave onBusy = THROW",
        "@ZkLocked(value = \"a\", releaseAt = ReleaseAt^.COMPLETION) String m() { return null; } |"
            + " releaseAt = COMPLETION needs a result that completes later, which java.lang.String"
            + " does not; return a CompletionStage, or leave releaseAt = AUTO",
        "@ZkLocked(value = \"a\", releaseAt = ReleaseAt^.COMPLETION) void m() {} | releaseAt ="
            + " COMPLETION needs a result that completes later, which void does not; return a"
            + " CompletionStage, or leave releaseAt = AUTO",
        // Modes
        "@ZkLocked(value = \"a\", permits = ^2) void m() {} | permits = 2 is for a semaphore, and"
            + " mode is EXCLUSIVE; write mode = SEMAPHORE, or leave permits out",
        "@ZkLocked(value = \"a\", mode = LockMode.WRITE, permits = ^3) void m() {} | permits = 3 is"
            + " for a semaphore, and mode is WRITE; write mode = SEMAPHORE, or leave permits out",
        "@ZkLocked(value = \"a\", mode = LockMode.SEMAPHORE, permits = ^0) void m() {} | permits = 0"
            + " would let nobody in; write 1 or more",
        "@ZkLocked(value = \"a\", permits = ^-1) void m() {} | permits = -1 would let nobody in;"
            + " write 1 or more",
        "@ZkLocked(\"a\") void l() {} @ZkLocked(value = ^\"a\", mode = LockMode.READ) void m() {} |"
            + " its key is locked as READ here and as EXCLUSIVE by l; use one kind of lock for one"
            + " key: EXCLUSIVE alone, READ and WRITE, or SEMAPHORE alone",
        "@ZkLocked(value = \"a\", mode = LockMode.SEMAPHORE) void l() {} @ZkLocked(value = ^\"a\","
            + " mode = LockMode.WRITE) void m() {} | its key is locked as WRITE here and as"
            + " SEMAPHORE by l; use one kind of lock for one key: EXCLUSIVE alone, READ and WRITE,"
            + " or SEMAPHORE alone",
        "@ZkLocked(value = \"a\", mode = LockMode.SEMAPHORE, permits = 2) void l() {}"
            + " @ZkLocked(value = \"a\", mode = LockMode.SEMAPHORE, permits = ^3) void m() {} | its"
            + " semaphore has 3 permits here and 2 for l; give one number of permits for one key",
        // Kept between calls
        "@ZkLocked(value = \"a\", mode = LockMode.SEMAPHORE, retain = ^\"1s\") void m() {} | retain is"
            + " not for a semaphore, whose permits others may be waiting for; leave retain out, or"
            + " use another mode",
        "@ZkLocked(value = \"a\", retain = ^\"forever\") void m() {} | retain \"forever\", column 1:"
            + " this is not a time that ends; write a number with ms, s, m or h (100ms), an ISO-8601"
            + " duration (PT0.1S), or 0",
        "@ZkLocked(value = \"a\", retain = ^\"-1s\") void m() {} | retain \"-1s\", column 1: this is"
            + " not a time that ends; write a number with ms, s, m or h (100ms), an ISO-8601"
            + " duration (PT0.1S), or 0",
        "@ZkLocked(value = \"a\", warnAfter = ^\"late\") void m() {} | warnAfter \"late\", column 1:"
            + " this is not a time that ends; write a number with ms, s, m or h (100ms), an ISO-8601"
            + " duration (PT0.1S), or 0",
        "@ZkLocked(value = \"a\", lockAtLeastFor = ^\"forever\") void m() {} | lockAtLeastFor"
            + " \"forever\", column 1: this is not a time that ends; write a number with ms, s, m or"
            + " h (100ms), an ISO-8601 duration (PT0.1S), or 0",
        // What is read under the lock itself
        "@ZkLocked(^\"a/{this.m.id}\") Customer m() { return null; } | template \"a/{this.m.id}\","
            + " column 3: {this.m.id}: m gives it, each call of which needs the lock first; lock by"
            + " another value, or put @ZkLocked on those methods alone that need it",
        "@ZkLocked(value = \"a\", condition = ^\"!this.dry\") boolean isDry() { return true; }"
            + " boolean dry() { return true; } | condition \"!this.dry\", column 2: isDry gives it,"
            + " each call of which needs the lock first; lock by another value, or put @ZkLocked on"
            + " those methods alone that need it",
        // Fallbacks
        "@ZkLocked(value = \"a\", fallback = ^\"f\") void m(long id) {} | its fallback \"f\" is not"
            + " another method of com.acme.Orders; declare it there, with the parameters (long), and"
            + " perhaps a LockBusyException behind them",
        "@ZkLocked(value = \"a\", fallback = ^\"m\") void m() {} | its fallback \"m\" is not another"
            + " method of com.acme.Orders; declare it there, with the parameters () or"
            + " (LockBusyException)",
        "@ZkLocked(value = \"a\", fallback = ^\"f\") void m(long id) {} void f(int id) {} | its"
            + " fallback \"f\" has other parameters; give it the parameters (long), and perhaps a"
            + " LockBusyException behind them",
        "@ZkLocked(value = \"a\", fallback = ^\"f\") void m() {} void f() {}"
            + " void f(LockBusyException e) {} | there are two fallbacks \"f\", with and without a"
            + " LockBusyException; leave one of them",
        "@ZkLocked(value = \"a\", fallback = ^\"f\") static void m() {} void f() {} | its fallback"
            + " \"f\" is not static, as the method is; make both static, or neither",
        "@ZkLocked(value = \"a\", fallback = ^\"f\") Object m() { return 1; }"
            + " String f() { return \"\"; } | its fallback \"f\" returns java.lang.String; let it"
            + " return java.lang.Object, as the method does",
        "@ZkLocked(value = \"a\", fallback = ^\"f\") void m() {} void f() throws TimeoutException {} |"
            + " its fallback \"f\" throws java.util.concurrent.TimeoutException, which the method"
            + " does not declare; declare it there as well, or let the fallback handle it",
        "@ZkLocked(value = \"a\", waitTime = \"forever\", fallback = ^\"f\") void m() {} void f() {}"
            + " | its fallback is called when the wait time has passed, which waitTime = \"forever\""
            + " never does; give a time, or leave the fallback out",
        "@ZkLocked(value = \"a\", onBusy = OnBusy.SKIP, fallback = ^\"f\") void m() {} void f() {} |"
            + " a fallback and onBusy = SKIP both say what a call does when the lock is busy; leave"
            + " one of them",
        "@ZkLocked(value = \"a\", releaseAt = ReleaseAt^.EXIT) Flow.Publisher<String> m()"
            + " { return null; } | releaseAt = EXIT is for calls, and each subscription to its"
            + " result is locked; leave releaseAt = AUTO",
        // Conditions
        "@ZkLocked(value = \"a\", condition = ^\"!\") void m() {} | condition \"!\", column 2: a name"
            + " is missing; write a path, as in !dryRun",
        "@ZkLocked(value = \"a\", condition = ^\"x && y\") void m(boolean x, boolean y) {} |"
            + " condition \"x && y\", column 1: \"x && y\" is not a name; write the name of a"
            + " parameter, then names of properties after dots, as in {order.id}",
        "@ZkLocked(value = \"a\", condition = ^\"{x}\") void m(boolean x) {} | condition \"{x}\","
            + " column 1: a path stands here without braces; leave them out",
        "@ZkLocked(value = \"a\", condition = ^\"!dry\") void m(boolean wet) {} | condition"
            + " \"!dry\", column 2: no parameter is called dry; the method has wet",
        "@ZkLocked(value = \"a\", condition = ^\"o.customer.size\") void m(Order o) {} | condition"
            + " \"o.customer.size\", column 1: o.customer.size is of type int, which is neither true"
            + " nor false; end the path at a boolean, such as an isX() of it",
        // Several locks
        "@ZkLocked(\"a\") @ZkLocked(\"a\") void ^m() {} | it carries two locks of the template \"a\";"
            + " leave one of them",
        "@ZkLocked.List({@ZkLocked(\"a\"), @ZkLocked(value = \"b\", mode = LockMode^.SEMAPHORE)})"
            + " void m() {} | a semaphore cannot be one of several locks of a method; lock it on a"
            + " method of its own, around this one or called by it",
        "@ZkLocked(value = \"a\", waitTime = \"1s\") @ZkLocked(value = \"b\", waitTime = \"PT2S\")"
            + " void ^m() {} | its locks have the wait times \"1s\" and \"PT2S\", and they are waited"
            + " for together; give the same to all, or to one of them alone",
        "@ZkLocked(value = \"a\", onBusy = OnBusy.SKIP) @ZkLocked(\"b\") void ^m() {} | its locks have"
            + " onBusy = SKIP and THROW, and they are waited for together; give the same to all of"
            + " them",
        "@ZkLocked(value = \"a\", onLost = OnLost.REPORT) @ZkLocked(\"b\") void ^m() {} | its locks"
            + " have onLost = REPORT and THROW, and its body runs under all of them; give the same"
            + " to all of them",
        // Fencing tokens
        "^@ZkLocked(\"a\") void m(@FencingToken int token) {} | @FencingToken is on a parameter of"
            + " type int, and a token is a long; declare the parameter as long",
        "^@ZkLocked(\"a\") void m(@FencingToken Long token) {} | @FencingToken is on a parameter of"
            + " type java.lang.Long, and a token is a long; declare the parameter as long",
        "^@ZkLocked(\"a\") void m(@FencingToken long a, @FencingToken long b) {} | @FencingToken is on"
            + " 2 parameters, and there is one token; leave it on one of them",
        "@ZkLocked(^\"a/{id}\") void m(@FencingToken long id) {} | template \"a/{id}\", column 3: {id}:"
            + " @FencingToken fills the parameter in when the lock is held, for which the key must"
            + " be known; use another parameter",
        "@ZkLocked(^\"a/{1}\") void m(int id, @FencingToken long t) {} | template \"a/{1}\", column 3:"
            + " {1}: @FencingToken fills the parameter in when the lock is held, for which the key"
            + " must be known; use another parameter",
        "@ZkLocked(\"a\") @ZkLocked(\"b\") void ^m(@FencingToken long token) {} | @FencingToken cannot"
            + " tell which of its locks is meant, each of which has a token; take the lock whose"
            + " token is wanted on a method of its own",
        "void ^m(@FencingToken long token) {} | nothing fills in what @FencingToken is on, since the"
            + " method has no @ZkLocked; put both on the same method",
        "@ZkLocked(value = \"a\", releaseAt = ReleaseAt.EXIT) @ZkLocked(\"b\") void ^m() {} | its locks"
            + " have releaseAt = EXIT and AUTO, and they are given back together; give the same to"
            + " all of them",
        "@ZkLocked(\"a\") @ZkLocked(\"{x}\") void ^m(int n) {} | template \"{x}\", column 1: {x}: no"
            + " parameter is called x; the method has n",
        "@ZkLocked(\"a\") @ZkLocked(\"b\") native void ^m(); | a native method cannot be locked; put"
            + " the annotation on a Java method that calls it",
        // Methods
        "^@ZkLocked(\"a\") native void m(); | a native method cannot be locked; put the annotation on"
            + " a Java method that calls it",
        "interface I { ^@ZkLocked(\"a\") void m(); } | it has no body; put the annotation on the"
            + " methods that implement it; for the agent, the rule that locks them all is:"
            + " com.acme.Orders$I+#m -> a",
        "static abstract class C { ^@ZkLocked(\"a\") abstract void m(); } | it has no body; put the"
            + " annotation on the methods that implement it; for the agent, the rule that locks"
            + " them all is: com.acme.Orders$C+#m -> a",
        "^@ZkLocked(\"a\") Future<String> m() { return null; } | it returns"
            + " java.util.concurrent.Future, which does not tell when its work is done, so that the"
            + " lock would be gone before; return a CompletableFuture, or lock the method that does"
            + " the work",
        "^@ZkLocked(\"a\") SubmissionPublisher<String> m() { return null; } | it returns"
            + " java.util.concurrent.SubmissionPublisher, whose work starts when somebody"
            + " subscribes, and its lock would be gone by then; declare Mono, Flux, Flow.Publisher"
            + " or org.reactivestreams.Publisher, whose subscriptions are locked, or return a"
            + " CompletionStage",
        "@ZkLocked(value = \"a\", onBusy = OnBusy^.SKIP) Stage m() { return null; } | onBusy = SKIP"
            + " returns a completed stage, and nobody but its own library can make a"
            + " com.acme.Orders$Stage; declare CompletionStage or CompletableFuture, or leave onBusy"
            + " = THROW",
        "^@ZkLocked(\"a\") Flow.Publisher<String> m(@FencingToken long t) { return null; } |"
            + " @FencingToken fills the parameter in when the method is called, and the lock comes"
            + " when somebody subscribes to its java.util.concurrent.Flow$Publisher; ask"
            + " HeldLock.current().fencingToken() in the body",
        // Composed annotations
        "^@ZkLocked(\"a\") @interface Nightly {} | the annotation com.acme.Orders$Nightly is gone"
            + " when its methods run, and its lock with it; add"
            + " @Retention(RetentionPolicy.RUNTIME)",
        "@Retention(RetentionPolicy.RUNTIME) @ZkLocked(^\"a//b\") @interface Nightly {} | template"
            + " \"a//b\", column 3: there is an empty element; write something between two slashes,"
            + " and no slash at the end",
      })
  void mistakeIsAnErrorAtItsPlace(String marked, String sentence) {
    int column = marked.indexOf('^') + 1;
    String source = HEAD + marked.replace("^", "") + "\n}\n";
    Compilation compilation = new Compilation(output).source("com/acme/Orders", source);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said()).containsExactly("ERROR 11:" + column + " " + sentence);
    assertThat(compilation.records()).isEmpty();
    SAID.add(marked.replace("^", "") + "\n    " + sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reactor.core.publisher.ParallelFlux",
        "io.reactivex.rxjava3.core.Flowable",
        "io.reactivex.rxjava3.core.Single",
        "io.reactivex.Completable",
        "io.smallrye.mutiny.Uni",
        "kotlinx.coroutines.flow.Flow"
      })
  void workThatBeginsLaterIsRefused(String type) {
    assertThat(saidOfResult(type))
        .isEqualTo(
            "it returns "
                + type
                + ", whose work starts when somebody subscribes, and its lock would be gone by"
                + " then; declare Mono, Flux, Flow.Publisher or org.reactivestreams.Publisher,"
                + " whose subscriptions are locked, or return a CompletionStage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"io.vertx.core.Future", "kotlinx.coroutines.Job", "scala.concurrent.Future"})
  void workThatGoesOnIsRefused(String type) {
    assertThat(saidOfResult(type))
        .isEqualTo(
            "it returns "
                + type
                + ", which does not tell when its work is done, so that the lock would be gone"
                + " before; return a CompletableFuture, or lock the method that does the work");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reactor.core.publisher.Mono",
        "reactor.core.publisher.Flux",
        "org.reactivestreams.Publisher"
      })
  void publisherThatIsLockedAtItsSubscriptionIsFine(String type) {
    assertThat(compiledWithResult(type).run()).isTrue();
  }

  private String saidOfResult(String type) {
    Compilation compilation = compiledWithResult(type);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said()).singleElement().asString().startsWith("ERROR 2:3 ");
    return compilation.said().get(0).substring("ERROR 2:3 ".length());
  }

  private Compilation compiledWithResult(String type) {
    int dot = type.lastIndexOf('.');
    return new Compilation(output)
        .source(
            type.replace('.', '/'),
            "package "
                + type.substring(0, dot)
                + "; public interface "
                + type.substring(dot + 1)
                + " {}")
        .source(
            "com/acme/Orders",
            "package com.acme; class Orders {\n  @io.zklocked.ZkLocked(\"a\") "
                + type
                + " m() { return null; } }");
  }

  @Test
  void accessorThatTheClassMayNotCallIsOutOfReach() {
    Compilation compilation =
        new Compilation(output)
            .source(
                "com/acme/Order",
                """
                package com.acme;
                public class Order { String getId() { return "1"; } }
                """)
            .source(
                "com/other/Orders",
                """
                package com.other;
                class Orders {
                  @io.zklocked.ZkLocked("{o.id}") void m(com.acme.Order o) {}
                }
                """);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said())
        .containsExactly(
            "ERROR 3:25 template \"{o.id}\", column 1: {o.id}: o is declared as com.acme.Order, whose"
                + " id is not accessible to com.other.Orders; make the accessor and its class"
                + " public, or pass the value as a parameter");
  }

  @Test
  void composedLockIsRefusedWhereItIsUsed() {
    Compilation compilation =
        new Compilation(output)
            .source(
                "com/acme/Orders",
                """
                package com.acme;
                import java.lang.annotation.*;
                @Retention(RetentionPolicy.RUNTIME) @io.zklocked.ZkLocked("o/{id}") @interface ById {}
                class Orders {
                  @ById void m(long orderId) {}
                  @ById @io.zklocked.ZkLocked("o/{id}") void n(long id) {}
                }
                @ById class Wrong {}
                """);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said())
        .containsExactly(
            "ERROR 5:3 template \"o/{id}\", column 3: {id}: no parameter is called id; the method has"
                + " orderId",
            "ERROR 6:31 it carries two locks of the template \"o/{id}\"; leave one of them",
            "ERROR 8:1 it declares no public method, and a lock on a class is for those alone; put"
                + " the annotation on the methods");
  }

  @Test
  void lockOnAConstructorIsRefused() {
    Compilation compilation =
        new Compilation(output)
            .source(
                "com/acme/Orders",
                """
                package com.acme;
                import java.lang.annotation.*;
                @Retention(RetentionPolicy.RUNTIME) @io.zklocked.ZkLocked("o") @interface One {}
                class Orders {
                  @One Orders() {}
                }
                """);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said())
        .containsExactly("ERROR 5:3 a constructor cannot be locked; move its work to a method");
  }

  @Test
  void allMistakesOfAMethodAreReported() {
    Compilation compilation =
        new Compilation(output)
            .source(
                "com/acme/Orders",
                """
                package com.acme;
                class Orders {
                  @io.zklocked.ZkLocked(value = "{x}", waitTime = "soon")
                  native void m(long id);
                }
                """);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("ERROR 3:3 a native method"))
        .anyMatch(line -> line.startsWith("ERROR 3:33 template \"{x}\""))
        .anyMatch(line -> line.startsWith("ERROR 3:51 wait time \"soon\""));
  }

  @Test
  void suspendFunctionIsRefused() {
    Compilation compilation =
        new Compilation(output)
            .source(
                "kotlin/coroutines/Continuation",
                "package kotlin.coroutines; public interface Continuation<T> {}")
            .source(
                "com/acme/Orders",
                """
                package com.acme;
                class Orders {
                  @io.zklocked.ZkLocked("a")
                  Object m(kotlin.coroutines.Continuation<? super String> next) { return next; }
                }
                """);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said())
        .containsExactly(
            "ERROR 3:3 it is a Kotlin suspend function, which moves between threads while it runs;"
                + " lock a function that does not suspend");
  }

  @Test
  void attributeOfAnotherVersionIsRefusedAndNotPassedOver() {
    Compilation compilation =
        new Compilation(output)
            .source(
                "io/zklocked/ZkLocked",
                "package io.zklocked; public @interface ZkLocked { String value(); int weight(); }")
            .source(
                "com/acme/Orders",
                """
                package com.acme;
                class Orders {
                  @io.zklocked.ZkLocked(value = "a", weight = 3) void m() {}
                }
                """);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said())
        .containsExactly(
            "ERROR 3:3 this version of the checker does not know what weight of its @ZkLocked says;"
                + " use the checker of the annotations' version");
  }
}
