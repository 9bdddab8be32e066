package io.zklocked.agent.check;

import io.zklocked.agent.glance.Glance;
import io.zklocked.agent.rule.RuleBook;
import io.zklocked.agent.weave.MethodFate;
import io.zklocked.agent.weave.Weaver;
import io.zklocked.agent.weave.WovenClass;
import io.zklocked.runtime.rule.RulesFile;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Weaves all classes of a class path as the agent would, and keeps what that says instead of what
 * it makes. Confined to one thread.
 */
final class ClassCheck {

  private final ClassPath path;
  private final ClassLoader loader;
  private final LinkCheck links;
  private final RuleBook book;
  private final Glance glance;
  private final Weaver weaver;
  private final Set<String> seen = new HashSet<>();
  private final CheckResult result = new CheckResult();
  private final IntConsumer progress;

  /**
   * A check that has not begun.
   *
   * @param rules what is locked, and set of locks, though no annotation says so
   * @param progress is told, again and again, how many classes were read
   */
  ClassCheck(ClassPath path, RulesFile rules, IntConsumer progress) {
    this.path = path;
    this.book = new RuleBook(rules);
    this.glance = new Glance(book);
    this.weaver = new Weaver(Weaver.DISPATCHER_OF_AGENT, ClassCheck::property, book);
    this.loader = new PathLoader(path);
    this.links = new LinkCheck(loader);
    this.progress = progress;
  }

  CheckResult run() throws IOException {
    try (links) {
      for (ClassPlace place : path.places()) {
        place.each((name, file) -> check(place, name, file));
      }
    }
    new RuleCheck(book, seen).findInto(result);
    return result;
  }

  /** Of two classes of one name, the first is the one that is loaded. */
  private void check(ClassPlace place, String name, byte[] file) {
    String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
    if (!seen.add(type)) {
      return;
    }
    result.counted();
    progress.accept(result.classes());
    if (glance.test(loader, file)) {
      weave(place.shown(), type, file);
    }
  }

  private void weave(String place, String type, byte[] file) {
    WovenClass woven;
    try {
      woven = weaver.weave(file, loader, false);
    } catch (RuntimeException e) {
      // As the agent, which refuses a class that it cannot read or write.
      result.found(place, type, type + " cannot be woven, so that it is not loaded: " + e);
      return;
    }
    if (woven == null) {
      return;
    }
    for (MethodFate fate : woven.fates()) {
      if (fate.state() == MethodFate.State.LOCKED) {
        link(place, type, fate, woven.sites().get(fate.name() + fate.descriptor()));
      }
    }
    for (String problem : woven.problems()) {
      result.found(place, type, problem);
    }
  }

  private void link(String place, String type, MethodFate fate, Object @Nullable [] site) {
    try {
      String problem = site == null ? null : links.problem(type, fate, site);
      if (problem == null) {
        result.locked(place, type, fate);
      } else {
        result.found(place, type, fate.shown() + " throws when it is called: " + problem);
      }
    } catch (ClassNotFoundException | LinkageError e) {
      result.locked(place, type, fate);
      result.unsure(
          fate.shown()
              + ": whether its keys can be made cannot be told, as classes are missing: "
              + e.getMessage());
    }
  }

  /** As under the agent, but for the file of its configuration. */
  private static @Nullable String property(String name) {
    String value = name.isEmpty() ? null : System.getProperty(name);
    return value == null ? System.getenv(name) : value;
  }
}
