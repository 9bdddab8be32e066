package io.zklocked.woven;

import io.zklocked.agent.weave.Weaver;
import io.zklocked.agent.weave.WovenClass;
import io.zklocked.spi.Woven;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/**
 * Weaves the locked methods of an application when it is built, as a plugin of Byte Buddy: what is
 * woven needs no agent. A method that cannot be locked fails the build. Thread-safe.
 */
public final class ZkLockedPlugin implements Plugin.WithPreprocessor {

  private final File root;
  private final BuildLogger log;

  /** A property has its value when the application runs, and no part in the code that is woven. */
  private final Weaver weaver = new Weaver(Weaver.DISPATCHER_OF_BUILDS, property -> property);

  private final Map<String, WovenClass> found = new ConcurrentHashMap<>();

  /**
   * A plugin for one directory of classes. The build tools of Byte Buddy give the arguments.
   *
   * @param root the directory
   * @param log is told what cannot be locked
   */
  public ZkLockedPlugin(File root, BuildLogger log) {
    this.root = root;
    this.log = log;
  }

  /**
   * Looks for locked methods. Blocks for the reading of class files.
   *
   * @param type the class
   * @param locator finds class files
   */
  @Override
  public void onPreprocess(TypeDescription type, ClassFileLocator locator) {
    try {
      byte[] file = locator.locate(type.getName()).resolve();
      WovenClass woven = weaver.weave(file, new BuildLoader(locator, root), false);
      if (woven != null && !(woven.locked().isEmpty() && woven.problems().isEmpty())) {
        found.put(type.getName(), woven);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the class file of " + type.getName() + " is gone", e);
    }
  }

  /**
   * Whether a class has locked methods that are not woven yet.
   *
   * @param type the class
   * @return whether it is to be changed
   */
  @Override
  public boolean matches(TypeDescription type) {
    return found.containsKey(type.getName());
  }

  /**
   * Weaves a class.
   *
   * @param builder makes the class
   * @param type the class
   * @param locator finds class files
   * @return the builder, with the weaver behind what it does
   * @throws IllegalStateException if a lock of the class cannot be had: methods, reasons, remedies
   */
  @Override
  public DynamicType.Builder<?> apply(
      DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
    WovenClass woven = found.get(type.getName());
    if (woven != null && !woven.problems().isEmpty()) {
      woven.problems().forEach(log::error);
      throw new IllegalStateException(String.join("; ", woven.problems()));
    }
    return builder
        .annotateType(AnnotationDescription.Builder.ofType(Woven.class).build())
        .visit(new WovenFile(weaver, new BuildLoader(locator, root)));
  }

  /** Without effect. */
  @Override
  public void close() {
    found.clear();
  }
}
