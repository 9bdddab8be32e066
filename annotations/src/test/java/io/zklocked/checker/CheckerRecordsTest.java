package io.zklocked.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in order compiles in silence, and is recorded. */
class CheckerRecordsTest {

  @TempDir Path output;

  @Test
  void locksAreRecordedClassByClass() {
    Compilation compilation =
        new Compilation(output)
            .source(
                "com/acme/Orders",
                """
                package com.acme;
                import io.zklocked.*;
                import java.lang.annotation.*;
                import java.util.*;
                import java.util.concurrent.*;
                public class Orders<T extends Number> {
                  public record Order(String id, Map<String, Object> facts) {}
                  @Retention(RetentionPolicy.RUNTIME) @ZkLocked("nightly") @interface Nightly {}
                  static final String PREFIX = "a b/";
                  @ZkLocked(PREFIX + "{order.id}/{order.facts.x}/{this.region}")
                  private void ship(Order order, String[][] x, int n, T t) {}
                  @ZkLocked("{id}") static CompletableFuture<String> plain(@LockParam("id") long x) {
                    return null;
                  }
                  @ZkLocked("${shop:eu}/{0}") <E extends Enum<E>> int generic(E e) { return 1; }
                  @Nightly void run() {}
                  @Nightly @Deprecated void runAgain() {}
                  private String region() { return ""; }
                  static class Inner {
                    @ZkLocked(value = "inner", waitTime = "PT1M", onBusy = OnBusy.SKIP)
                    Optional<String> work() { return Optional.empty(); }
                    @ZkLocked(value = "inner", waitTime = "0", onBusy = OnBusy.SKIP)
                    void nothing() {}
                  }
                  interface WithDefault { @ZkLocked("d") default void work() {} }
                  static class Modes {
                    @ZkLocked(value = "rw", mode = LockMode.READ) void read() {}
                    @ZkLocked(value = "rw", mode = LockMode.WRITE) void write() {}
                    @ZkLocked(value = "s", mode = LockMode.SEMAPHORE, permits = 3) void permit() {}
                    @ZkLocked(value = "s", mode = LockMode.SEMAPHORE, permits = 3) void again() {}
                    @ZkLocked(value = "s/{0}", mode = LockMode.READ) void ofAnotherKey(int n) {}
                    @ZkLocked("s/{0}") void ofAThirdKey(int n) {}
                    @ZkLocked("a/{n}") @ZkLocked(value = "b", mode = LockMode.READ) @Nightly
                    void several(int n) {}
                    @ZkLocked(value = "c", waitTime = "1s") @ZkLocked("d")
                    @ZkLocked(value = "e", waitTime = "PT1S") void sameWait() {}
                    @Both void composed() {}
                    @Retention(RetentionPolicy.RUNTIME) @ZkLocked("f") @ZkLocked("g")
                    @interface Both {}
                  }
                }
                class Without {}
                """);
    assertThat(compilation.run()).isTrue();
    assertThat(compilation.said()).isEmpty();
    assertThat(compilation.records())
        .isEqualTo(
            Map.of(
                "com.acme.Orders.locks",
                """
                # zklocked locks 1
                EXCLUSIVE ship(Lcom/acme/Orders$Order;[[Ljava/lang/String;ILjava/lang/Number;)V \
                order,x,n,t a b/{order.id}/{order.facts.x}/{this.region}
                EXCLUSIVE plain(J)Ljava/util/concurrent/CompletableFuture; id {id}
                EXCLUSIVE generic(Ljava/lang/Enum;)I e ${shop:eu}/{0}
                EXCLUSIVE run()V - nightly
                EXCLUSIVE runAgain()V - nightly
                """,
                "com.acme.Orders$Inner.locks",
                """
                # zklocked locks 1
                EXCLUSIVE work()Ljava/util/Optional; - inner
                EXCLUSIVE nothing()V - inner
                """,
                "com.acme.Orders$Modes.locks",
                """
                # zklocked locks 1
                READ read()V - rw
                WRITE write()V - rw
                SEMAPHORE permit()V - s
                SEMAPHORE again()V - s
                READ ofAnotherKey(I)V n s/{0}
                EXCLUSIVE ofAThirdKey(I)V n s/{0}
                EXCLUSIVE several(I)V n a/{n}
                READ several(I)V n b
                EXCLUSIVE several(I)V n nightly
                EXCLUSIVE sameWait()V - c
                EXCLUSIVE sameWait()V - d
                EXCLUSIVE sameWait()V - e
                EXCLUSIVE composed()V - f
                EXCLUSIVE composed()V - g
                """,
                "com.acme.Orders$WithDefault.locks",
                """
                # zklocked locks 1
                EXCLUSIVE work()V - d
                """));
  }

  @Test
  void everyTypeThatMayHoldAKeyIsAccepted() {
    StringBuilder methods = new StringBuilder();
    for (String type :
        new String[] {
          "boolean",
          "byte",
          "short",
          "int",
          "long",
          "char",
          "String",
          "Boolean",
          "Long",
          "Character",
          "java.util.UUID",
          "java.math.BigInteger",
          "java.math.BigDecimal",
          "java.net.URI",
          "java.time.Instant",
          "java.time.ZonedDateTime",
          "java.time.ZoneId",
          "java.util.concurrent.TimeUnit",
          "Object",
          "CharSequence",
          "Comparable<String>",
          "Number",
          "java.io.Serializable",
          "Enum<?>"
        }) {
      methods.append("@io.zklocked.ZkLocked(\"{x}\") void m(").append(type).append(" x) {}\n");
    }
    Compilation compilation =
        new Compilation(output).source("All", "class All {\n" + methods + "}\n");
    assertThat(compilation.run()).isTrue();
    assertThat(compilation.said()).isEmpty();
  }

  @Test
  void accessorsAreFoundWhereTheRuntimeFindsThem() {
    Compilation compilation =
        new Compilation(output)
            .source(
                "com/acme/Order",
                """
                package com.acme;
                public class Order extends Base implements Named { protected long getSize() { return 1; } }
                class Base { public String getId() { return ""; } }
                interface Named { default String name() { return ""; } }
                """)
            .source(
                "com/other/Big",
                """
                package com.other;
                class Big extends com.acme.Order {
                  @io.zklocked.ZkLocked("{o.id}/{o.name}/{this.size}/{e.declaringClass.name}")
                  void m(com.acme.Order o, java.util.concurrent.TimeUnit e) {}
                }
                """);
    assertThat(compilation.run()).isTrue();
    assertThat(compilation.said()).isEmpty();
  }

  @Test
  void typeThatAnotherProcessorGeneratesIsKnownWhenItIsNeeded() {
    Compilation compilation =
        new Compilation(output)
            .with(generating("gen.Order", "package gen; public record Order(String id) {}"))
            .source(
                "com/acme/Orders",
                """
                package com.acme;
                class Orders {
                  @io.zklocked.ZkLocked("{o.id}") void m(gen.Order o) {}
                }
                """);
    assertThat(compilation.run()).isTrue();
    assertThat(compilation.said()).isEmpty();
    assertThat(compilation.records().get("com.acme.Orders.locks"))
        .endsWith("EXCLUSIVE m(Lgen/Order;)V o {o.id}\n");
  }

  @Test
  void mistakeInGeneratedSourceAndAboutItIsFound() {
    Compilation compilation =
        new Compilation(output)
            .with(
                generating(
                    "gen.Order",
                    "package gen; public record Order(String id) {\n"
                        + "@io.zklocked.ZkLocked(\"{y}\") void m(int x) {} }"))
            .source(
                "com/acme/Orders",
                """
                package com.acme;
                class Orders {
                  @io.zklocked.ZkLocked("{o.nr}") void m(gen.Order o) {}
                }
                """);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said())
        .containsExactlyInAnyOrder(
            "ERROR 3:25 template \"{o.nr}\", column 1: {o.nr}: o is declared as gen.Order, which has no"
                + " accessor for nr; it has id",
            "ERROR 2:23 template \"{y}\", column 1: {y}: no parameter is called y; the method has x");
  }

  @Test
  void typeThatIsMissingIsTheCompilersToReport() {
    Compilation compilation =
        new Compilation(output)
            .source(
                "Orders",
                """
                class Orders {
                  @io.zklocked.ZkLocked("{o.id}") void m(Missing o) {}
                  @io.zklocked.ZkLocked("{o.id}") void n(Half o) {}
                }
                class Half extends Missing {}
                """);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said()).hasSize(2).allMatch(line -> line.contains("cannot find symbol"));
  }

  @Test
  void classThatIsCompiledAloneLeavesTheRecordsOfOthers() {
    String orders = "class Orders { @io.zklocked.ZkLocked(\"%s\") void m() {} }";
    String users = "class Users { @io.zklocked.ZkLocked(\"users\") void m() {} }";
    Compilation both =
        new Compilation(output).source("Orders", orders.formatted("one")).source("Users", users);
    assertThat(both.run()).isTrue();
    assertThat(new Compilation(output).source("Orders", orders.formatted("two")).run()).isTrue();
    assertThat(both.records())
        .containsEntry("Orders.locks", "# zklocked locks 1\nEXCLUSIVE m()V - two\n")
        .containsEntry("Users.locks", "# zklocked locks 1\nEXCLUSIVE m()V - users\n");
  }

  private static Processor generating(String name, String text) {
    return new AbstractProcessor() {
      private boolean done;

      @Override
      public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
      }

      @Override
      public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
      }

      @Override
      public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (!done) {
          done = true;
          try (Writer writer = processingEnv.getFiler().createSourceFile(name).openWriter()) {
            writer.write(text);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
        return false;
      }
    };
  }
}
