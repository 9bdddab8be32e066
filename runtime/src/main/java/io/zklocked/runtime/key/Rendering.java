package io.zklocked.runtime.key;

import io.zklocked.syntax.Part;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;

/**
 * Joins the literals of a template with the texts of its values, on every call. Immutable.
 *
 * <p>Resource and path are joined side by side, with literals encoded beforehand. Only where the
 * result needs care (an ending to amend, an element to shorten) it is made anew from the resource.
 */
final class Rendering {

  private static final MethodHandles.Lookup OWN = MethodHandles.lookup();

  private final KeySpace space;
  private final boolean absolute;

  /** What stands before each value and, last, after them. */
  private final String[] resourceTexts;

  private final String[] pathTexts;

  Rendering(List<Part> parts, int values, KeySpace space) {
    this.space = space;
    this.resourceTexts = texts(parts, values);
    this.absolute = resourceTexts[0].startsWith("/");
    this.pathTexts = resourceTexts.clone();
    if (!absolute) {
      for (int i = 0; i < pathTexts.length; i++) {
        pathTexts[i] = Element.encoded(resourceTexts[i]);
      }
      pathTexts[0] = space.pathPrefix() + pathTexts[0];
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

  /** A handle that takes the texts of the values and returns the key. */
  MethodHandle handle() {
    int values = resourceTexts.length - 1;
    try {
      if (values == 1) {
        return OWN.findVirtual(
                Rendering.class, "one", MethodType.methodType(LockKey.class, String.class))
            .bindTo(this);
      }
      return OWN.findVirtual(
              Rendering.class, "many", MethodType.methodType(LockKey.class, String[].class))
          .bindTo(this)
          .asCollector(String[].class, values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("zklocked is damaged", e);
    }
  }

  LockKey one(String value) {
    String resource = resourceTexts[0].concat(value).concat(resourceTexts[1]);
    String inPath = absolute ? value : Element.encoded(value);
    return finished(resource, pathTexts[0].concat(inPath).concat(pathTexts[1]));
  }

  LockKey many(String[] values) {
    String resource = joined(resourceTexts, values);
    if (!absolute) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Element.encoded(values[i]);
      }
    }
    return finished(resource, joined(pathTexts, values));
  }

  private static String joined(String[] texts, String[] values) {
    int length = texts[values.length].length();
    for (int i = 0; i < values.length; i++) {
      length += texts[i].length() + values[i].length();
    }
    StringBuilder joined = new StringBuilder(length);
    for (int i = 0; i < values.length; i++) {
      joined.append(texts[i]).append(values[i]);
    }
    return joined.append(texts[values.length]).toString();
  }

  private LockKey finished(String resource, String path) {
    if (!Endings.areOrdinary(resource)) {
      return space.checked(Endings.amended(resource));
    }
    if (absolute) {
      return space.checked(resource);
    }
    return Element.fits(path, space.pathPrefix().length())
        ? space.relative(resource, path)
        : space.checked(resource);
  }
}
