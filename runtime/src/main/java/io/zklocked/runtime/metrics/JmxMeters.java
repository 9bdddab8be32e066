package io.zklocked.runtime.metrics;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Shows the counts of one runtime as the MXBean {@code io.zklocked:type=Locks}; that of a second
 * runtime in the same JVM is {@code io.zklocked:type=Locks,runtime=2}. Thread-safe.
 */
final class JmxMeters implements Meters {

  static final String NAME = "io.zklocked:type=Locks";

  private final RunCounts counts;
  private final MBeanServer server;
  private final ObjectName name;

  private JmxMeters(RunCounts counts, MBeanServer server, ObjectName name) {
    this.counts = counts;
    this.server = server;
    this.name = name;
  }

  /**
   * Registers the bean.
   *
   * @throws IllegalStateException if the server refuses it
   */
  static JmxMeters register(RunCounts counts) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      return new JmxMeters(counts, server, registered(server, counts));
    } catch (JMException e) {
      throw new IllegalStateException("the MBean server refuses " + NAME + ": " + e, e);
    }
  }

  ObjectName name() {
    return name;
  }

  @Override
  public void started(String label) {
    counts.started(label);
  }

  @Override
  public void ended(String label, Outcome outcome, long waitNanos) {
    counts.ended(label, outcome, waitNanos);
  }

  @Override
  public void released(String label, long holdNanos) {
    counts.released(label, holdNanos);
  }

  @Override
  public void overdue(String label) {
    counts.overdue(label);
  }

  @Override
  public void lost(String label, Loss loss) {
    counts.lost(label, loss);
  }

  @Override
  public void session(SessionState state) {
    counts.session(state);
  }

  @Override
  public void close() {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody else has unregistered it: what is wanted.
    } catch (JMException e) {
      throw new IllegalStateException("the MBean server keeps " + name, e);
    }
  }

  private static ObjectName registered(MBeanServer server, RunCounts counts) throws JMException {
    StandardMBean bean = new StandardMBean(counts, LocksMXBean.class, true);
    for (int runtime = 1; ; runtime++) {
      ObjectName name = new ObjectName(runtime == 1 ? NAME : NAME + ",runtime=" + runtime);
      try {
        return server.registerMBean(bean, name).getObjectName();
      } catch (InstanceAlreadyExistsException e) {
        // Another runtime has this name: the next is tried.
      }
    }
  }
}
