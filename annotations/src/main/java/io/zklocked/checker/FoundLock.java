package io.zklocked.checker;

import io.zklocked.OnBusy;
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
    String template = "";
    String waitTime = "";
    OnBusy onBusy = OnBusy.THROW;
    String unknown = null;
    Map<String, AnnotationValue> values = new HashMap<>();
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> each :
        lock.getElementValues().entrySet()) {
      String name = each.getKey().getSimpleName().toString();
      Object value = each.getValue().getValue();
      values.put(name, each.getValue());
      if (name.equals("value") && value instanceof String text) {
        template = text;
      } else if (name.equals("waitTime") && value instanceof String text) {
        waitTime = text;
      } else if (name.equals("onBusy") && isConstant(value, "SKIP")) {
        onBusy = OnBusy.SKIP;
      } else if (!name.equals("onBusy") || !isConstant(value, "THROW")) {
        unknown = name;
      }
    }
    return new FoundLock(
        shown,
        new LockAttributes(template, waitTime, onBusy),
        lock == shown ? values : Map.of(),
        unknown);
  }

  private static boolean isConstant(Object value, String name) {
    return value instanceof VariableElement constant
        && constant.getSimpleName().contentEquals(name);
  }
}
