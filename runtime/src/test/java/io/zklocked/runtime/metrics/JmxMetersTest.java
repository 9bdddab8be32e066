package io.zklocked.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.zklocked.runtime.engine.LockObserver.Outcome;
import io.zklocked.runtime.engine.LockObserver.SessionState;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JmxMetersTest {

  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final Meters meters = new JmxSource(() -> 16_000).get();

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void everyMeterIsReadableByOpenTypes() throws Exception {
    Script.hold(meters, "a/{id}");
    Script.refusals(meters, "a/{id}");
    Script.losses(meters, "a/{id}");
    meters.started("a/{id}");

    TabularData locks = (TabularData) SERVER.getAttribute(name(""), "Locks");
    CompositeData lock = (CompositeData) locks.get(new Object[] {"a/{id}"}).get("value");
    assertThat(table(lock, "acquisitions"))
        .containsOnly(
            entry("granted", 1L),
            entry("handed-off", 0L),
            entry("retained", 0L),
            entry("reentered", 1L),
            entry("busy", 1L),
            entry("skipped", 1L),
            entry("unavailable", 1L),
            entry("interrupted", 1L));
    assertThat(table(lock, "lost"))
        .containsOnly(
            entry("session-expired", 1L),
            entry("node-deleted", 1L),
            entry("unproven", 1L),
            entry("shutdown", 1L),
            entry("broken", 1L),
            entry("late", 1L));
    assertThat(lock.get("active")).isEqualTo(0L);
    assertThat(lock.get("queued")).isEqualTo(1L);
    CompositeData waited = (CompositeData) lock.get("wait");
    assertThat(waited.get("count")).isEqualTo(5L);
    assertThat(waited.get("totalMillis")).isEqualTo(170.0);
    assertThat(waited.get("meanMillis")).isEqualTo(34.0);
    assertThat((Double) waited.get("p50Millis")).isCloseTo(40, within(0.7));
    assertThat((Double) waited.get("p99Millis")).isCloseTo(40, within(0.7));
    assertThat(waited.get("maxMillis")).isEqualTo(40.0);
    CompositeData held = (CompositeData) lock.get("hold");
    assertThat(held.get("count")).isEqualTo(1L);
    assertThat((Double) held.get("p95Millis")).isCloseTo(20, within(0.4));
  }

  @Test
  void proxyReadsWhatTheBeanTells() throws Exception {
    meters.started("a");
    meters.ended("a", Outcome.GRANTED, 1_000_000);
    LocksMXBean bean = JMX.newMXBeanProxy(SERVER, name(""), LocksMXBean.class);
    LockFigures lock = Objects.requireNonNull(bean.getLocks().get("a"));
    assertThat(lock.getActive()).isEqualTo(1);
    assertThat(lock.getAcquisitions()).containsEntry("granted", 1L);
    assertThat(lock.getWait().getMaxMillis()).isEqualTo(1.0);
    assertThat(bean.getSessionTimeoutMillis()).isEqualTo(16_000);
  }

  @Test
  void whatIsHandedOverOrKeptIsHeldAndCountedApart() throws Exception {
    Script.handOvers(meters, "a");
    meters.started("a");
    meters.ended("a", Outcome.HANDED_OFF, 0);
    LocksMXBean bean = JMX.newMXBeanProxy(SERVER, name(""), LocksMXBean.class);
    LockFigures lock = Objects.requireNonNull(bean.getLocks().get("a"));
    assertThat(lock.getAcquisitions())
        .containsEntry("handed-off", 2L)
        .containsEntry("retained", 1L)
        .containsEntry("granted", 0L);
    assertThat(lock.getActive()).isEqualTo(1);
    assertThat(lock.getQueued()).isZero();
    assertThat(lock.getWait().getCount()).isEqualTo(3);
    assertThat(lock.getHold().getCount()).isEqualTo(2);
  }

  @Test
  void reconnectsAreAllConnectionsButTheFirst() throws Exception {
    LocksMXBean bean = JMX.newMXBeanProxy(SERVER, name(""), LocksMXBean.class);
    assertThat(bean.getSessionState()).isEqualTo("connecting");
    meters.session(SessionState.CONNECTED);
    assertThat(bean.getReconnects()).isZero();
    meters.session(SessionState.DISCONNECTED);
    assertThat(bean.getSessionState()).isEqualTo("disconnected");
    meters.session(SessionState.CONNECTED);
    meters.session(SessionState.ENDED);
    meters.session(SessionState.CONNECTED);
    meters.session(SessionState.CONNECTED);
    assertThat(bean.getReconnects()).isEqualTo(2);
    assertThat(bean.getSessionState()).isEqualTo("connected");
  }

  @Test
  void secondRuntimeHasANameOfItsOwn() throws Exception {
    Meters second = new JmxSource(() -> -1).get();
    second.started("b");
    assertThat(JMX.newMXBeanProxy(SERVER, name(""), LocksMXBean.class).getLocks()).isEmpty();
    assertThat(JMX.newMXBeanProxy(SERVER, name(",runtime=2"), LocksMXBean.class).getLocks())
        .containsOnlyKeys("b");
    second.close();
    assertThat(SERVER.isRegistered(name(",runtime=2"))).isFalse();
    assertThat(SERVER.isRegistered(name(""))).isTrue();
  }

  @Test
  void closeUnregistersAndMayBeRepeated() throws Exception {
    meters.close();
    meters.close();
    assertThat(SERVER.isRegistered(name(""))).isFalse();
  }

  @Test
  void totalsOfEightThreadsAreExact() throws Exception {
    Threads.together(
        8,
        number -> {
          for (int i = 0; i < 5_000; i++) {
            Script.hold(meters, "lock/" + i % 3);
          }
        });
    LocksMXBean bean = JMX.newMXBeanProxy(SERVER, name(""), LocksMXBean.class);
    assertThat(bean.getLocks()).hasSize(3);
    long granted = 0;
    double held = 0;
    for (LockFigures lock : bean.getLocks().values()) {
      granted += lock.getAcquisitions().getOrDefault("granted", 0L);
      held += lock.getHold().getTotalMillis();
      assertThat(lock.getActive()).isZero();
      assertThat(lock.getQueued()).isZero();
      assertThat(lock.getHold().getCount()).isEqualTo(lock.getWait().getCount());
    }
    assertThat(granted).isEqualTo(40_000);
    assertThat(held).isEqualTo(800_000.0);
  }

  @Test
  void labelsWithoutEndShareTheLastPlace() {
    RunCounts counts = new RunCounts(() -> -1, () -> "");
    for (int i = 0; i < RunCounts.MOST_LABELS + 10; i++) {
      counts.started("lock/" + i);
    }
    assertThat(counts.getLocks()).hasSize(RunCounts.MOST_LABELS + 1).containsKey(RunCounts.OTHERS);
    LockFigures others = Objects.requireNonNull(counts.getLocks().get(RunCounts.OTHERS));
    assertThat(others.getQueued()).isEqualTo(10);
  }

  private static ObjectName name(String more) throws Exception {
    return new ObjectName("io.zklocked:type=Locks" + more);
  }

  @SuppressWarnings("unchecked") // a map of an MXBean is a table of key and value
  private static Map<String, Object> table(CompositeData lock, String item) {
    Map<String, Object> table = new TreeMap<>();
    for (CompositeData row : (Collection<CompositeData>) ((TabularData) lock.get(item)).values()) {
      table.put((String) row.get("key"), row.get("value"));
    }
    return table;
  }
}
