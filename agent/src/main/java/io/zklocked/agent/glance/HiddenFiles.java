package io.zklocked.agent.glance;

import io.zklocked.agent.rule.TypeHeader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Finds loaders that do not give the files of the classes they define. There nobody can tell
 * whether an annotation carries ours, which is said once for each of them. An annotation alone that
 * is not found tells nothing: many are not there at run time. Thread-safe: the memory is guarded by
 * itself, and nothing foreign runs under its lock.
 */
final class HiddenFiles {

  /** True while a loader has not found an annotation and was not looked at for that. */
  private final Map<ClassLoader, Boolean> suspected = new WeakHashMap<>();

  /** A loader does not find an annotation. */
  void suspect(ClassLoader loader) {
    synchronized (suspected) {
      suspected.putIfAbsent(loader, true);
    }
  }

  /** Looks at a loader under suspicion, by an annotated class that it is about to define. */
  void check(ClassScan scan, ClassLoader loader) {
    synchronized (suspected) {
      if (!Boolean.TRUE.equals(suspected.get(loader))) {
        return;
      }
      suspected.put(loader, false);
    }
    TypeHeader type = scan.header();
    if (isHidden(type.name(), loader) && isHidden(type.superName(), loader)) {
      LoggerFactory.getLogger("io.zklocked.agent")
          .warn(
              "{} does not give the class files of what it loads, such as {}: methods there that"
                  + " carry @ZkLocked only by another annotation RUN WITHOUT LOCKS. Put it on the"
                  + " methods themselves, or name them in a rules file",
              loader,
              type.name().replace('/', '.'));
    }
  }

  /** What is generated has no file of its own, but what it extends has one. */
  private static boolean isHidden(@Nullable String type, ClassLoader loader) {
    if (type == null || type.startsWith("java/")) {
      return true;
    }
    try (InputStream stream = loader.getResourceAsStream(type.concat(".class"))) {
      return stream == null;
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }
}
