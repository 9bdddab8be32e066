package io.zklocked.agent.report;

import io.zklocked.agent.weave.MethodFate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A class that the agent has met. Guarded by the report that it is in. */
final class MetClass {

  private final Map<String, MetMethod> methods = new TreeMap<>();
  private @Nullable Failure failure;

  /**
   * Why a class could not be woven.
   *
   * @param isLoaded whether it runs without locks; otherwise it was not loaded
   * @param reason why
   */
  record Failure(boolean isLoaded, String reason) {}

  /** It was woven, perhaps once more. */
  void woven(List<MethodFate> fates) {
    failure = null;
    for (MethodFate fate : fates) {
      MetMethod before = methods.get(fate.name() + fate.descriptor());
      methods.put(
          fate.name() + fate.descriptor(),
          before == null ? new MetMethod(fate, new LongAdder()) : before.with(fate));
    }
  }

  void failed(Failure why) {
    failure = why;
  }

  @Nullable Failure failure() {
    return failure;
  }

  @Nullable MetMethod method(String name, String descriptor) {
    return methods.get(name + descriptor);
  }

  /** Something else is known of a method. */
  void changed(MethodFate fate) {
    methods.computeIfPresent(fate.name() + fate.descriptor(), (key, before) -> before.with(fate));
  }

  Map<String, MetMethod> methods() {
    return methods;
  }
}
