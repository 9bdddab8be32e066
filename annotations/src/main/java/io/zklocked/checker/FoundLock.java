package io.zklocked.checker;

import io.zklocked.rules.LockAttributes;
import java.util.HashMap;
import java.util.Map;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import org.jspecify.annotations.Nullable;

/**
 * A lock in the source. Immutable.
 *
 * @param shown the annotation where it was found: ours, or one that carries it
 * @param attributes what the lock says, as far as this version knows it
 * @param values where the source says so, by attribute; empty if that is the source of another type
 * @param unknown the first attribute that this version does not know, or null
 */
record FoundLock(
    AnnotationMirror shown,
    LockAttributes attributes,
    Map<String, AnnotationValue> values,
    @Nullable String unknown) {

  static FoundLock of(AnnotationMirror lock, AnnotationMirror shown) {
    LockAttributes attributes = LockAttributes.DEFAULT;
    String unknown = null;
    Map<String, AnnotationValue> values = new HashMap<>();
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> each :
        lock.getElementValues().entrySet()) {
      String name = each.getKey().getSimpleName().toString();
      values.put(name, each.getValue());
      LockAttributes read = attributes.with(name, plain(each.getValue().getValue()));
      if (read == null) {
        unknown = unknown == null ? name : unknown;
      } else {
        attributes = read;
      }
    }
    return new FoundLock(shown, attributes, lock == shown ? values : Map.of(), unknown);
  }

  /** The same lock, for an element on which it does not stand. */
  FoundLock elsewhere() {
    return new FoundLock(shown, attributes, Map.of(), unknown);
  }

  private static Object plain(Object value) {
    return value instanceof VariableElement constant ? constant.getSimpleName().toString() : value;
  }
}
