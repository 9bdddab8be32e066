package io.zklocked.hosts.osgi;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Starts bundles, whose loaders see of the JDK what they import, and {@code java.*}. */
public final class Frame {

  private Frame() {}

  /**
   * Starts a framework with bundles, and stops it.
   *
   * @param arguments a directory of its own, and the bundles
   * @throws Exception if anything fails
   */
  public static void main(String[] arguments) throws Exception {
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    arguments[0],
                    Constants.FRAMEWORK_STORAGE_CLEAN,
                    Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                    Constants.FRAMEWORK_BOOTDELEGATION,
                    "",
                    Constants.FRAMEWORK_BUNDLE_PARENT,
                    Constants.FRAMEWORK_BUNDLE_PARENT_BOOT,
                    "felix.log.level",
                    "1"));
    framework.start();
    for (String jar : Arrays.asList(arguments).subList(1, arguments.length)) {
      Bundle bundle = framework.getBundleContext().installBundle(Path.of(jar).toUri().toString());
      bundle.start();
    }
    framework.stop();
    framework.waitForStop(0);
  }
}
