package io.zklocked.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake is an error at its place, in these words and no others. */
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

  @TempDir Path output;

  /** The mistakes of {@code sentences.txt}, each with its sentence. */
  static Stream<Arguments> mistakes() throws IOException {
    List<String> lines;
    try (InputStream file =
        Objects.requireNonNull(
            CheckerSentencesTest.class.getResourceAsStream("sentences.txt"), "sentences.txt")) {
      lines =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
    }
    return IntStream.range(0, lines.size() / 2)
        .mapToObj(i -> Arguments.of(lines.get(2 * i), lines.get(2 * i + 1).strip()));
  }

  /** The line and column are those of the marked place, a circumflex before it. */
  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsAnErrorAtItsPlace(String marked, String sentence) {
    int column = marked.indexOf('^') + 1;
    String source = HEAD + marked.replace("^", "") + "\n}\n";
    Compilation compilation = new Compilation(output).source("com/acme/Orders", source);
    assertThat(compilation.run()).isFalse();
    assertThat(compilation.said()).containsExactly("ERROR 11:" + column + " " + sentence);
    assertThat(compilation.records()).isEmpty();
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
