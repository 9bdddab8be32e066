package io.zklocked.runtime.rule;

import io.zklocked.rules.Fault;
import io.zklocked.rules.LockAttributes;
import io.zklocked.rules.LockRules;
import io.zklocked.syntax.NearestName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses one rule. Confined to one thread. */
final class RuleParser {

  private static final String EXAMPLE = "com.acme.Billing#close(..) -> billing/{0} wait-time=10s";

  /** What the JVM allows in no name of a method, and what ends one here. */
  private static final String NOT_IN_NAMES = ".;[/<>)#+";

  private static final String SETTING_EXAMPLE = "@ZkLocked orders/{id} -> wait-time=2s";

  private final RuleText text;
  private final RulePlace place;
  private final Map<String, Integer> columns = new LinkedHashMap<>();

  RuleParser(RuleText text, RulePlace place) {
    this.text = text;
    this.place = place;
  }

  /** A {@link MethodRule}, an {@link AnnotationRule} or a {@link LockSetting}. */
  Object parse() {
    if (text.peek() != '@') {
      return methodRule();
    }
    int start = text.offset();
    text.take("@");
    String annotation = text.name("(");
    if (annotation.equals("ZkLocked") || annotation.equals("io.zklocked.ZkLocked")) {
      return setting();
    }
    checkName(annotation, start + 1, "an annotation");
    if (annotation.indexOf('*') >= 0 || annotation.indexOf('.') < 0) {
      throw text.wrong(
          start,
          "an annotation is named in full",
          "write @com.acme.Once -> once/{@name}; to set times of locks, " + SETTING_EXAMPLE);
    }
    return new AnnotationRule(place, annotation, lock(true));
  }

  private MethodRule methodRule() {
    int start = text.offset();
    String type = text.name("#+(");
    boolean isForSubtypes = text.take("+");
    if (!text.take("#")) {
      throw text.wrong(
          text.offset(),
          "here # and the name of a method are missing behind the class " + RuleText.shown(type),
          "write a rule as " + EXAMPLE);
    }
    checkName(type, start, "a class");
    if (!isForSubtypes && (type.startsWith("java.") || type.startsWith("jdk."))) {
      throw text.wrong(
          start,
          RuleText.shown(type) + " is of the JDK, which is not woven",
          "name the class that calls it, or " + type + "+ for those of the application below it");
    }
    int named = text.offset();
    String method = text.name("(");
    if (method.isEmpty()) {
      throw text.wrong(named, "the name of a method is missing", "write a rule as " + EXAMPLE);
    }
    if (method.startsWith("<") || method.equals("new")) {
      throw text.wrong(
          named, "constructors and initialisers cannot be locked", "lock the method that calls it");
    }
    for (int i = 0; i < method.length(); i++) {
      if (NOT_IN_NAMES.indexOf(method.charAt(i)) >= 0) {
        throw text.wrong(
            named,
            RuleText.shown(method) + " is not the name of a method",
            "write a rule as " + EXAMPLE);
      }
    }
    ParameterPattern parameters =
        text.peek() == '(' ? new ParameterParser(text).parse() : ParameterPattern.ANY;
    return new MethodRule(
        place,
        new NamePattern(type),
        isForSubtypes,
        new NamePattern(method),
        parameters,
        lock(false));
  }

  private void checkName(String name, int start, String what) {
    String problem = null;
    if (name.isEmpty()) {
      problem = "the name of " + what + " is missing";
    } else if (name.indexOf('/') >= 0 || name.indexOf(';') >= 0) {
      problem = RuleText.shown(name) + " is not how " + what + " is named";
    } else if (name.startsWith(".") || name.endsWith(".") || name.contains("..")) {
      problem = "a part of the name " + RuleText.shown(name) + " is missing";
    }
    if (problem != null) {
      throw text.wrong(
          start, problem, "write com.acme.Billing, and com.acme.Billing$Month for one within it");
    }
  }

  private LockText lock(boolean asks) {
    arrow();
    int start = text.offset();
    if (text.isAtEnd()) {
      throw text.wrong(start, "the template of the lock is missing", "write a rule as " + EXAMPLE);
    }
    String template = text.word();
    columns.put("value", start);
    checkBlanks(template, start, asks);
    Map<String, String> refused = new LinkedHashMap<>();
    LockText lock = new LockText(template, attributes(asks ? refused : null), refused);
    check(known(lock));
    return lock;
  }

  /** The lock without what depends on an annotation, whose use alone can tell what is wrong. */
  private static LockText known(LockText lock) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : lock.attributes().entrySet()) {
      if (!Blanks.askAnnotation(each.getValue())) {
        attributes.put(each.getKey(), each.getValue());
      }
    }
    boolean asks = Blanks.askAnnotation(lock.template());
    return new LockText(asks ? "x" : lock.template(), attributes, Collections.emptyMap());
  }

  private void arrow() {
    boolean isApart = text.isAtSpace();
    text.skipSpace();
    int start = text.offset();
    if (!text.take("->")) {
      throw text.wrong(start, "here -> is missing", "write a rule as " + EXAMPLE);
    }
    if (!isApart || !text.isAtSpace()) {
      throw text.wrong(start, "-> stands between spaces", "write a rule as " + EXAMPLE);
    }
    text.skipSpace();
  }

  /** All to the end of the line; what a rule on an annotation refuses is put aside. */
  private Map<String, String> attributes(@Nullable Map<String, String> refused) {
    boolean asks = refused != null;
    Map<String, String> attributes = new LinkedHashMap<>();
    for (text.skipSpace(); !text.isAtEnd(); text.skipSpace()) {
      int start = text.offset();
      if (refused != null && text.take("refuse=")) {
        refuse(refused);
        continue;
      }
      String name = attribute(start);
      int valued = text.offset();
      String value = text.word();
      checkBlanks(value, valued, asks);
      if (value.isEmpty()) {
        throw text.wrong(valued, "it says nothing", "write a value, or leave it out");
      }
      if (attributes.put(name, value) != null) {
        throw text.wrong(start, "it is there twice", "remove one of them");
      }
      columns.put(name, valued);
    }
    return attributes;
  }

  /** Such as {@code keys,release:true}: names, and the values that do no harm. */
  private void refuse(Map<String, String> refused) {
    int start = text.offset();
    if (!refused.isEmpty()) {
      throw text.wrong(start, "it is there twice", "write refuse=name,other:harmless");
    }
    for (String each : Splitting.atCommas(text.word())) {
      int colon = each.indexOf(':');
      String name = colon < 0 ? each : each.substring(0, colon);
      if (name.isEmpty()) {
        throw text.wrong(start, "a name is missing", "write refuse=name,other:harmless");
      }
      refused.put(name, colon < 0 ? "" : each.substring(colon + 1));
    }
  }

  private String attribute(int start) {
    String written = text.name("=");
    String name = AttributeNames.inside(written);
    if (name == null || !text.take("=")) {
      String nearest = NearestName.of(written, AttributeNames.outside());
      throw text.wrong(
          start,
          name == null
              ? "there is no attribute " + RuleText.shown(written)
              : "here = and a value are missing behind " + written,
          nearest == null
              ? "known are " + String.join(", ", AttributeNames.outside())
              : "write " + nearest + "=, as in " + EXAMPLE);
    }
    return name;
  }

  private void checkBlanks(String value, int start, boolean asks) {
    if (!asks && Blanks.askAnnotation(value)) {
      throw text.wrong(
          start + value.indexOf("{@"),
          "this asks an annotation, and the rule is on a method",
          "write a rule on the annotation, as @com.acme.Once -> once/{@name}");
    }
    int malformed = Blanks.malformed(value);
    if (malformed >= 0) {
      throw text.wrong(
          start + malformed, "this brace is not closed, or empty", "write {@name} or {@name:text}");
    }
  }

  private void check(LockText lock) {
    LockAttributes attributes;
    try {
      attributes = lock.lock("a.B", "m", Collections.emptyMap());
    } catch (IllegalArgumentException e) {
      throw text.wrong(firstColumn(lock), clause(e), "see the values that it can have");
    }
    List<Fault> faults = LockRules.faultsOfAnnotation(attributes);
    if (!faults.isEmpty()) {
      Integer column = columns.get(faults.get(0).subject().attribute());
      throw refused(column, faults.get(0).sentence());
    }
  }

  private int firstColumn(LockText lock) {
    for (String name : lock.attributes().keySet()) {
      if (isWrong(name, lock.attributes().get(name))) {
        return columns.getOrDefault(name, 0);
      }
    }
    return columns.getOrDefault("value", 0);
  }

  private static boolean isWrong(String name, @Nullable String value) {
    Object read = value == null ? null : AttributeNames.value(name, value);
    return read == null || LockAttributes.DEFAULT.with(name, read) == null;
  }

  private static String clause(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }

  private IllegalArgumentException refused(@Nullable Integer column, String sentence) {
    int semicolon = sentence.lastIndexOf("; ");
    return semicolon < 0
        ? text.wrong(column == null ? 0 : column, sentence, "correct it")
        : text.wrong(
            column == null ? 0 : column,
            sentence.substring(0, semicolon),
            sentence.substring(semicolon + 2));
  }

  private LockSetting setting() {
    text.skipSpace();
    int start = text.offset();
    String template = text.word();
    if (template.isEmpty() || template.equals("->")) {
      throw text.wrong(start, "the template of the locks is missing", "write " + SETTING_EXAMPLE);
    }
    List<Fault> faults =
        LockRules.faultsOfAnnotation(LockAttributes.DEFAULT.and("value", template));
    if (!faults.isEmpty()) {
      throw refused(start, faults.get(0).sentence());
    }
    arrow();
    int first = text.offset();
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : attributes(null).entrySet()) {
      attributes.put(each.getKey(), value(each.getKey(), each.getValue()));
    }
    if (attributes.isEmpty()) {
      throw text.wrong(first, "nothing is set", "write " + SETTING_EXAMPLE);
    }
    return new LockSetting(place, template, attributes);
  }

  private Object value(String name, String written) {
    int column = columns.getOrDefault(name, 0);
    if (!Settable.is(name)) {
      throw text.wrong(
          column,
          AttributeNames.outside(name) + " cannot be set from outside",
          "only times and policies can: " + String.join(", ", Settable.names()));
    }
    Object value = AttributeNames.value(name, written);
    LockAttributes lock = value == null ? null : LockAttributes.DEFAULT.with(name, value);
    if (value == null || lock == null) {
      throw text.wrong(
          column,
          RuleText.shown(written) + " is none of the values of " + AttributeNames.outside(name),
          "write " + AttributeNames.allowed(name));
    }
    List<Fault> faults = LockRules.faultsOfAnnotation(lock.and("value", "any"));
    if (!faults.isEmpty()) {
      throw refused(column, faults.get(0).sentence());
    }
    return value;
  }
}
