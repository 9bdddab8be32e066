package io.zklocked.runtime.key;

import io.zklocked.syntax.Part;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.StringConcatException;
import java.lang.invoke.StringConcatFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Joins the literals of a template with its values, on every call. Immutable.
 *
 * <p>What is joined is the path, with literals encoded beforehand: it tells the resource, which is
 * wanted more rarely. Only where it needs care (an ending to amend, an element to shorten) the key
 * is made anew from the resource.
 */
final class Rendering {

  private static final MethodHandles.Lookup OWN = MethodHandles.lookup();

  /** So many values the JDK joins at once. */
  private static final int MOST_AT_ONCE = 100;

  /** So many characters the longest of the plain values has. */
  private static final int MOST_DIGITS = 20;

  private final KeySpace space;
  private final boolean absolute;

  /** What stands before each value and, last, after them. */
  private final String[] texts;

  Rendering(List<Part> parts, int values, KeySpace space) {
    this.space = space;
    this.texts = texts(parts, values);
    this.absolute = texts[0].startsWith("/");
    if (!absolute) {
      for (int i = 0; i < texts.length; i++) {
        texts[i] = Element.encoded(texts[i]);
      }
      texts[0] = space.pathPrefix() + texts[0];
    }
  }

  private static String[] texts(List<Part> parts, int values) {
    String[] texts = new String[values + 1];
    Arrays.fill(texts, "");
    int at = 0;
    for (Part part : parts) {
      if (part instanceof Part.Literal literal) {
        texts[at] = literal.text();
      } else {
        at++;
      }
    }
    return texts;
  }

  /**
   * A handle that returns the key.
   *
   * @param values of what types the values are that it takes: of any but {@link String} only if
   *     their text needs no escape
   */
  MethodHandle handle(List<Class<?>> values) {
    try {
      MethodHandle key =
          OWN.findVirtual(
                  Rendering.class,
                  isNeverOdd(values) ? "plainKey" : "key",
                  MethodType.methodType(LockKey.class, String.class))
              .bindTo(this);
      return MethodHandles.filterReturnValue(path(values), key);
    } catch (ReflectiveOperationException | StringConcatException e) {
      throw new LinkageError("zklocked is damaged", e);
    }
  }

  private MethodHandle path(List<Class<?>> values)
      throws ReflectiveOperationException, StringConcatException {
    MethodHandle joined =
        values.size() > MOST_AT_ONCE
            ? joined(values.size()).asType(MethodType.methodType(String.class, values))
            : StringConcatFactory.makeConcatWithConstants(
                    OWN,
                    "path",
                    MethodType.methodType(String.class, values),
                    "\2" + "\1\2".repeat(values.size()),
                    (Object[]) texts)
                .getTarget();
    return absolute ? joined : MethodHandles.filterArguments(joined, 0, encodings(values));
  }

  /** Numbers and such hold nothing that is encoded. */
  private static MethodHandle[] encodings(List<Class<?>> values)
      throws ReflectiveOperationException {
    List<MethodHandle> encodings = new ArrayList<>(values.size());
    for (Class<?> value : values) {
      encodings.add(
          value == String.class
              ? OWN.findStatic(
                  Element.class, "encoded", MethodType.methodType(String.class, String.class))
              : MethodHandles.identity(value));
    }
    return encodings.toArray(new MethodHandle[0]);
  }

  private MethodHandle joined(int values) throws ReflectiveOperationException {
    return OWN.findVirtual(
            Rendering.class, "joined", MethodType.methodType(String.class, Object[].class))
        .bindTo(this)
        .asCollector(Object[].class, values);
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private String joined(Object[] values) {
    StringBuilder joined = new StringBuilder(texts[0]);
    for (int i = 0; i < values.length; i++) {
      joined.append(values[i]).append(texts[i + 1]);
    }
    return joined.toString();
  }

  /**
   * Whether no values of these types can make an element that needs care: short ones, each all that
   * is behind a slash or a harmless literal, and before the next slash.
   */
  private boolean isNeverOdd(List<Class<?>> values) {
    int length = MOST_DIGITS * values.size();
    for (int i = 0; i < texts.length; i++) {
      length += texts[i].length();
      boolean isHarmless =
          i == values.size()
              ? texts[i].isEmpty() || texts[i].startsWith(Element.SLASH)
              : values.get(i).isPrimitive()
                  && values.get(i) != char.class
                  && (i == 0 || texts[i].startsWith(Element.SLASH))
                  && Endings.areOrdinaryBeforeNumbers(texts[i]);
      if (!isHarmless) {
        return false;
      }
    }
    return !absolute && Element.isShort(length - space.pathPrefix().length());
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private LockKey plainKey(String path) {
    return space.relative(path, space.pathPrefix().length());
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private LockKey key(String path) {
    if (absolute) {
      return space.checked(Endings.areOrdinary(path) ? path : Endings.amended(path));
    }
    int start = space.pathPrefix().length();
    if (Endings.areOrdinaryEncoded(path, start) && Element.fits(path, start)) {
      return space.relative(path, start);
    }
    String resource = Element.decoded(path, start);
    return space.checked(Endings.areOrdinary(resource) ? resource : Endings.amended(resource));
  }
}
