package io.zklocked.hosts.bundle;

import io.zklocked.hosts.boot.Shop;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Runs the shop when its bundle starts. */
public final class ShopActivator implements BundleActivator {

  /** For the framework. */
  public ShopActivator() {}

  @Override
  public void start(BundleContext context) throws Exception {
    Shop.main(new String[0]);
  }

  @Override
  public void stop(BundleContext context) {}
}
