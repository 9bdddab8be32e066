package io.zklocked.wovenapp;

import com.google.inject.Guice;
import io.zklocked.guice.ZkLockedModule;
import io.zklocked.runtime.ZkLocksConfig;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** What {@link WovenAppIT} runs in JVMs of its own. */
public final class Program {

  private Program() {}

  /**
   * Opens the shop, as Guice creates it or after a mistake, and counts what was locked.
   *
   * @param args {@code guice}, or {@code late} for a configuration that comes after the first call
   * @throws Exception if the meters cannot be read
   */
  public static void main(String[] args) throws Exception {
    if (args[0].equals("guice")) {
      Shop shop =
          Guice.createInjector(new ZkLockedModule(ZkLocksConfig.load())).getInstance(Shop.class);
      System.out.println(shop.getClass().getSimpleName());
      shop.open();
      counts().forEach((lock, count) -> System.out.println(lock + " " + count));
    } else {
      try {
        new Shop().report();
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
      System.setProperty("zklocked.connect", "memory");
      System.out.println(new Shop().report());
    }
    System.exit(0);
  }

  /** How often each lock was granted, and entered again. */
  private static Map<String, String> counts() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName name = new ObjectName("io.zklocked:type=Locks");
    Map<String, String> counts = new TreeMap<>();
    while (counts.size() < 4) {
      try {
        for (Object each : ((TabularData) server.getAttribute(name, "Locks")).values()) {
          CompositeData row = (CompositeData) each;
          counts.put(row.get("key").toString(), shown((CompositeData) row.get("value")));
        }
      } catch (InstanceNotFoundException e) {
        Thread.onSpinWait(); // the meters come up on a thread of their own
      }
    }
    return counts;
  }

  private static String shown(CompositeData lock) {
    Map<Object, Object> outcomes = new TreeMap<>();
    for (Object each : ((TabularData) lock.get("acquisitions")).values()) {
      CompositeData row = (CompositeData) each;
      outcomes.put(row.get("key"), row.get("value"));
    }
    return outcomes.get("granted") + "/" + outcomes.get("reentered");
  }
}
