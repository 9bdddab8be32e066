package io.zklocked.runtime.key;

import static io.zklocked.runtime.key.Keys.call;
import static io.zklocked.runtime.key.Keys.compile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockKeyException;
import io.zklocked.runtime.key.elsewhere.Shop;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NavigationTest {

  private record Customer(@Nullable String id) {}

  private record Order(@Nullable Customer customer, Map<String, Object> facts, Object any) {}

  interface HasId<T> {
    T getId();
  }

  static class Bean implements HasId<Long> {
    @Override
    public Long getId() {
      return 7L;
    }

    public boolean isOpen() {
      return true;
    }

    public String isWord() {
      return "no accessor";
    }

    public String fluent() {
      return "fluent";
    }

    public String getBoth() {
      return "getter";
    }

    public String both() {
      return "fluent";
    }

    public String getBroken() throws IOException {
      throw new IOException("disk");
    }

    public void nothing() {}

    public static String getStatic() {
      return "static";
    }
  }

  /** As if it declared the locked method. */
  static class Service extends Shop {
    @SuppressWarnings("unused")
    private String region() {
      return "eu";
    }

    static MethodHandles.Lookup lookup() {
      return MethodHandles.lookup();
    }
  }

  private static Object read(String path, Class<?> type, @Nullable Object value) {
    return call(compile(MethodHandles.lookup(), "{a." + path + "}", type), value).resource();
  }

  @Test
  void recordComponentsAndMapsAreFollowed() {
    Order order = new Order(new Customer("c1"), Map.of("size", 3), "x");
    assertThat(read("customer.id", Order.class, order)).isEqualTo("c1");
    assertThat(read("facts.size", Order.class, order)).isEqualTo("3");
    assertThat(read("any", Order.class, order)).isEqualTo("x");
  }

  @Test
  void gettersAndAccessorsAreFollowed() {
    Bean bean = new Bean();
    assertThat(read("id", Bean.class, bean)).isEqualTo("7");
    assertThat(read("open", Bean.class, bean)).isEqualTo("true");
    assertThat(read("fluent", Bean.class, bean)).isEqualTo("fluent");
    assertThat(read("both", Bean.class, bean)).isEqualTo("getter");
    assertThat(read("id", HasId.class, bean)).isEqualTo("7");
  }

  @Test
  void privateAccessorOfTheDeclaringClassIsFollowed() {
    var compiled = compile(Service.lookup(), "{this.region}/{this.inherited}");
    assertThat(call(compiled, new Service()).resource()).isEqualTo("eu/inherited");
  }

  @Test
  void accessorOutOfReachIsRefusedWhenCompiled() {
    assertThatThrownBy(() -> compile("o/{a.packagePrivate}", Shop.class))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("template \"o/{a.packagePrivate}\", column 3")
        .hasMessageContaining("whose packagePrivate is not accessible to " + Keys.class.getName())
        .hasMessageContaining("make the accessor and its class public");
  }

  @Test
  void hiddenClassIsReadThroughItsPublicInterface() {
    assertThat(read("hidden.name", Shop.class, new Shop())).isEqualTo("hidden");
    assertThatThrownBy(() -> compile("{a.hidden.secret}", Shop.class))
        .hasMessageContaining("is not accessible");
  }

  @Test
  void unknownStepIsRefusedWithTheAccessorsThereAre() {
    assertThatThrownBy(() -> compile("o/{a.customer.nmae}", Order.class))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("a.customer is declared as " + Customer.class.getTypeName())
        .hasMessageContaining("which has no accessor for nmae; it has id");
  }

  @Test
  void whatIsNoAccessorIsNotFollowed() {
    for (String step : List.of("word", "nothing", "static", "toString", "hashCode", "class")) {
      assertThatThrownBy(() -> compile("{a." + step + "}", Bean.class))
          .as(step)
          .isInstanceOf(LockKeyException.class)
          .hasMessageContaining("no accessor for " + step);
    }
  }

  @Test
  void typeThatDoesNotRevealTheStepIsRefused() {
    assertThatThrownBy(() -> compile("{a.any.id}", Order.class))
        .hasMessageContaining("a.any is declared as java.lang.Object")
        .hasMessageContaining("getId() or id()");
    assertThatThrownBy(() -> compile("{a.facts.size.id}", Order.class))
        .hasMessageContaining("a.facts.size is declared as java.lang.Object");
    assertThatThrownBy(() -> compile("{a.id}", long.class))
        .hasMessageContaining("declared as long");
    assertThatThrownBy(() -> compile("{a.id}", Optional.class)).hasMessageContaining("Optional");
  }

  @Test
  void nullOnTheWayNamesPlaceholderAndStep() {
    var compiled = compile("o/{a.customer.id}", Order.class);
    assertThatThrownBy(() -> call(compiled, (Object) null))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("{a.customer.id}: a is null; ");
    assertThatThrownBy(() -> call(compiled, new Order(null, Map.of(), 1)))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("{a.customer.id}: a.customer is null; ");
    assertThatThrownBy(() -> call(compiled, new Order(new Customer(null), Map.of(), 1)))
        .hasMessageContaining("{a.customer.id}: a.customer.id is null; ");
    assertThatThrownBy(() -> read("size", Map.class, new HashMap<>()))
        .hasMessageContaining("{a.size}: a.size is null; ");
  }

  @Test
  void failureOfAnAccessorIsTheCause() {
    assertThatThrownBy(() -> read("broken", Bean.class, new Bean()))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("reading a.broken failed with java.io.IOException")
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("x", Map.class, new TreeMap<>(Map.of(1, 2))))
        .isInstanceOf(LockKeyException.class)
        .hasCauseInstanceOf(ClassCastException.class);
  }

  @Test
  void objectOfTheCallItselfMustBeAKeyType() {
    assertThatThrownBy(() -> compile(Service.lookup(), "o/{this}"))
        .isInstanceOf(LockKeyException.class)
        .hasMessageContaining("write {this.");
  }
}
