package io.zklocked.agent.weave;

import io.zklocked.runtime.rule.AnnotationRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an annotation of others on which there are rules. Confined to one thread. */
final class RuledReader extends ValueReader {

  private final List<AnnotationRule> rules;
  private final List<LockSource> found;
  private final Map<String, Object> given;

  private RuledReader(
      List<AnnotationRule> rules, List<LockSource> found, Map<String, Object> given) {
    super(given::put);
    this.rules = rules;
    this.found = found;
    this.given = given;
  }

  /**
   * A reader.
   *
   * @param defaults what the type of the annotation says where its use does not
   */
  static RuledReader of(
      List<AnnotationRule> rules, List<LockSource> found, Map<String, Object> defaults) {
    return new RuledReader(rules, found, new LinkedHashMap<>(defaults));
  }

  @Override
  public void visitEnd() {
    for (AnnotationRule rule : rules) {
      found.add(new RuledLock(rule.place(), rule.lock(), given));
    }
  }
}
