package io.zklocked.agent.corpus;

import java.util.ArrayList;
import java.util.List;

/**
 * A source and what is to become of it. Where a compiler copies the annotation to a method that
 * only calls the annotated one - static forwarders, mixins, traits, overloads for default arguments
 * - the one lock is entered twice by one thread.
 *
 * @param rules the lines of a rules file
 * @param problems a part of each sentence that weaving it gives
 * @param calls what is called then
 */
record Spoken(Source source, String rules, List<String> problems, List<Call> calls) {

  /**
   * A call.
   *
   * @param expected what it returns, or the exception, and how often it enters a lock
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Call(String type, String method, String expected, Object... arguments) {}

  private static final String KOTLIN =
      """
      package app
      import io.zklocked.HeldLock
      import io.zklocked.ZkLocked

      fun held(): String = HeldLock.current().resource()

      class Orders {
        @ZkLocked("orders/{id}") fun plain(id: Long): String = held()
        @ZkLocked("default/{id}") fun withDefault(id: Long, note: String = "note "): String = note + held()
        fun callsDefault(): String = withDefault(7)
        @ZkLocked("spaces/{0}") fun `a name with spaces`(id: Int): String = held()
        @ZkLocked("suspended") suspend fun suspended(): String = "ran"
        @ZkLocked("tail/{0}") tailrec fun tail(n: Int): String = if (n == 0) held() else tail(n - 1)
        @ZkLocked("lambda/{0}") fun inLambda(a: String): String = listOf(1).map { held() }.first()
        companion object {
          @JvmStatic @ZkLocked("static/{0}") fun fixed(a: String): String = held()
          @ZkLocked("companion/{0}") fun inCompanion(a: String): String = held()
        }
      }
      @JvmInline value class Account(val number: String) {
        @ZkLocked("account/{0}") fun close(): String = held()
      }
      object Single { @ZkLocked("single") fun work(): String = held() }
      interface Job { @ZkLocked("job") fun work(): String = held() }
      class Night : Job
      @ZkLocked("top/{a}") fun topLevel(a: String): String = held()
      """;

  private static final String SCALA =
      """
      package app
      import io.zklocked.{HeldLock, ZkLocked}

      class Orders {
        @ZkLocked("orders/{0}") def plain(id: Long): String = HeldLock.current().resource()
        @ZkLocked("plus/{0}") def +:(a: String): String = HeldLock.current().resource()
        @ZkLocked("curried/{0}/{1}") def curried(a: String)(b: Int): String = HeldLock.current().resource()
        @ZkLocked("default/{0}") def withDefault(a: String = "x"): String = HeldLock.current().resource()
        @ZkLocked("matched/{0}") def matched(a: Any): String = a match {
          case i: Int => "int " + HeldLock.current().resource()
          case s: String => try { s.toInt.toString } catch { case e: NumberFormatException => HeldLock.current().resource() }
        }
        @ZkLocked("lazily") lazy val lazily: String = HeldLock.current().resource()
      }
      object Single { @ZkLocked("single/{0}") def work(a: String): String = HeldLock.current().resource() }
      trait Mixed { @ZkLocked("mixed/{0}") def mixed(a: String): String = HeldLock.current().resource() }
      class Mixing extends Mixed
      """;

  private static final String GROOVY =
      """
      package app
      import io.zklocked.HeldLock
      import io.zklocked.ZkLocked

      class Orders {
        @ZkLocked('orders/{id}') String plain(long id) { HeldLock.current().resource() }
        @ZkLocked('closure/{a}') String inClosure(String a) { [1].collect { HeldLock.current().resource() }.first() }
        @ZkLocked('default/{a}') String withDefault(String a, int b = 3) { HeldLock.current().resource() + b }
        @ZkLocked('static/{a}') static String fixed(String a) { HeldLock.current().resource() }
        @ZkLocked('untyped/{0}') def untyped(a) { HeldLock.current().resource() }
        @ZkLocked('private/{a}') private String hidden(String a) { HeldLock.current().resource() }
        String callsHidden() { hidden('h') }
      }
      trait Mixed { @ZkLocked('mixed') String mixed() { HeldLock.current().resource() } }
      class Mixing implements Mixed {}
      """;

  private static final String OLD_JAVA =
      """
      package app;
      public class Old {
        int ended;
        static synchronized String fixed(String a) { return io.zklocked.HeldLock.current().resource() + Old.class.getName(); }
        synchronized String work(long id) {
          try {
            if (id < 0) { throw new IllegalStateException("negative"); }
            return io.zklocked.HeldLock.current().resource();
          } catch (IllegalStateException e) {
            return e.getMessage();
          } finally {
            try { ended = ended + 1; } finally { ended = ended + 1; }
          }
        }
        int fails(int[] a) { try { return a[1]; } finally { ended = 1; } }
      }
      """;

  static List<Spoken> all() {
    List<Spoken> all = new ArrayList<>();
    for (String[] versions :
        new String[][] {
          {"1.3", "1.1"},
          {"1.3", "1.2"},
          {"1.3", "1.3"},
          {"1.4", "1.4"},
          {"1.5", "1.5"},
          {"1.6", "1.6"},
          {"1.7", "1.7"},
          {"1.8", "1.8"}
        }) {
      all.add(oldJava(Source.eclipse(versions[0], versions[1]), "Java for " + versions[1]));
    }
    all.add(groovy());
    all.add(scala());
    all.add(kotlin());
    return all;
  }

  private static Spoken oldJava(Source.Compiler compiler, String language) {
    return new Spoken(
        new Source(language, "Old.java", OLD_JAVA, compiler),
        "app.Old#*(..) -> old/{method}\n",
        List.of(),
        List.of(
            new Call("app.Old", "work", "old/work x1", 7L),
            new Call("app.Old", "work", "negative x1", -7L),
            new Call("app.Old", "fixed", "old/fixedapp.Old x1", "a"),
            new Call("app.Old", "fails", "ArrayIndexOutOfBoundsException x1", new int[1])));
  }

  private static Spoken kotlin() {
    return new Spoken(
        new Source("Kotlin", "app.kt", KOTLIN, Source::kotlin),
        "",
        List.of("Orders#suspended"),
        List.of(
            new Call("app.Orders", "plain", "orders/7 x1", 7L),
            new Call("app.Orders", "callsDefault", "note default/7 x1"),
            new Call("app.Orders", "a name with spaces", "spaces/7 x1", 7),
            new Call("app.Orders", "tail", "tail/3 x1", 3),
            new Call("app.Orders", "inLambda", "lambda/a x1", "a"),
            new Call("app.Orders", "suspended", "IllegalArgumentException x0", (Object) null),
            new Call("app.Orders", "fixed", "static/a x2", "a"),
            new Call("app.Account", "close-impl", "account/12 x1", "12"),
            new Call("app.Single", "work", "single x1"),
            new Call("app.Night", "work", "job x2"),
            new Call("app.AppKt", "topLevel", "top/a x1", "a")));
  }

  private static Spoken scala() {
    return new Spoken(
        new Source("Scala", "app.scala", SCALA, Source::scala),
        "",
        List.of(),
        List.of(
            new Call("app.Orders", "plain", "orders/7 x1", 7L),
            new Call("app.Orders", "$plus$colon", "plus/a x1", "a"),
            new Call("app.Orders", "curried", "curried/a/7 x1", "a", 7),
            new Call("app.Orders", "withDefault", "default/a x1", "a"),
            new Call("app.Orders", "matched", "matched/a x1", "a"),
            new Call("app.Single$", "work", "single/a x1", "a"),
            new Call("app.Single", "work", "single/a x2", "a"),
            new Call("app.Mixing", "mixed", "mixed/a x2", "a")));
  }

  private static Spoken groovy() {
    return new Spoken(
        new Source("Groovy", "app.groovy", GROOVY, Source::groovy),
        "",
        List.of("Mixed#mixed()"),
        List.of(
            new Call("app.Orders", "plain", "orders/7 x1", 7L),
            new Call("app.Orders", "inClosure", "closure/a x1", "a"),
            new Call("app.Orders", "withDefault", "default/a3 x2", "a"),
            new Call("app.Orders", "withDefault", "default/a4 x1", "a", 4),
            new Call("app.Orders", "fixed", "static/a x1", "a"),
            new Call("app.Orders", "untyped", "untyped/a x1", "a"),
            new Call("app.Orders", "callsHidden", "private/h x1"),
            new Call("app.Mixing", "mixed", "mixed x2")));
  }
}
