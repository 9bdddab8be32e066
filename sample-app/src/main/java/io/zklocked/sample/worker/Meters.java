package io.zklocked.sample.worker;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * What the locks of this process measured, as the agent's MXBean shows it. It is read as anybody
 * could from outside the process, by types of the JDK.
 */
public final class Meters {

  private static final String BEANS = "io.zklocked:type=Locks,*";

  private Meters() {}

  /**
   * Reads the times of all locks.
   *
   * @return {@code meter wait p50 p95 p99} and {@code meter hold p50 p95 p99} in milliseconds for
   *     each lock; empty if nothing in this process measures
   * @throws JMException if what is there cannot be read
   */
  public static List<String> lines() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    List<String> lines = new ArrayList<>();
    for (ObjectName bean : server.queryNames(new ObjectName(BEANS), null)) {
      TabularData locks = (TabularData) server.getAttribute(bean, "Locks");
      for (Object row : locks.values()) {
        CompositeData figures = (CompositeData) ((CompositeData) row).get("value");
        lines.add(line("wait", (CompositeData) figures.get("wait")));
        lines.add(line("hold", (CompositeData) figures.get("hold")));
      }
    }
    return lines;
  }

  private static String line(String name, CompositeData times) {
    return String.format(
        Locale.ROOT,
        "meter %s %.3f %.3f %.3f",
        name,
        (Double) times.get("p50Millis"),
        (Double) times.get("p95Millis"),
        (Double) times.get("p99Millis"));
  }
}
