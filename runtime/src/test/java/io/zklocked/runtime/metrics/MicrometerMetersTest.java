package io.zklocked.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zklocked.runtime.engine.LockObserver.Outcome;
import io.zklocked.runtime.engine.LockObserver.SessionState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Meters meters = new MicrometerMeters(registry);

  @Test
  void everyMeterIsInTheRegistry() {
    Script.hold(meters, "a/{id}");
    Script.refusals(meters, "a/{id}");
    Script.losses(meters, "a/{id}");
    meters.started("a/{id}");
    for (String outcome :
        List.of("granted", "reentered", "busy", "skipped", "unavailable", "interrupted")) {
      assertThat(count("zklocked.acquisitions", "outcome", outcome)).isEqualTo(1);
    }
    for (String reason :
        List.of("session-expired", "node-deleted", "unproven", "shutdown", "late")) {
      assertThat(count("zklocked.lost", "reason", reason)).isEqualTo(1);
    }
    assertThat(gauge("zklocked.active")).isZero();
    assertThat(gauge("zklocked.queued")).isEqualTo(1);
    Timer waited = registry.get("zklocked.wait").tag("lock", "a/{id}").timer();
    assertThat(waited.count()).isEqualTo(5);
    assertThat(waited.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(170);
    assertThat(waited.max(TimeUnit.MILLISECONDS)).isEqualTo(40);
    assertThat(waited.takeSnapshot().percentileValues()).isEmpty();
    Timer held = registry.get("zklocked.hold").tag("lock", "a/{id}").timer();
    assertThat(held.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(20);
  }

  @Test
  void percentilesAreThoseThatTheRegistryAsksFor() {
    registry
        .config()
        .meterFilter(
            new MeterFilter() {
              @Override
              public DistributionStatisticConfig configure(
                  Meter.Id id, DistributionStatisticConfig config) {
                return DistributionStatisticConfig.builder()
                    .percentiles(0.5, 0.99)
                    .build()
                    .merge(config);
              }
            });
    Script.hold(meters, "a/{id}");
    Timer waited = registry.get("zklocked.wait").timer();
    assertThat(waited.takeSnapshot().percentileValues()).hasSize(2);
  }

  @Test
  void whatIsHandedOverOrKeptIsHeldAndCountedApart() {
    Script.handOvers(meters, "a/{id}");
    meters.started("a/{id}");
    meters.ended("a/{id}", Outcome.RETAINED, 0);
    assertThat(count("zklocked.acquisitions", "outcome", "handed-off")).isEqualTo(1);
    assertThat(count("zklocked.acquisitions", "outcome", "retained")).isEqualTo(2);
    assertThat(count("zklocked.acquisitions", "outcome", "granted")).isZero();
    assertThat(gauge("zklocked.active")).isEqualTo(1);
    assertThat(gauge("zklocked.queued")).isZero();
  }

  @Test
  void sessionIsAGaugeForEachState() {
    meters.session(SessionState.CONNECTING);
    meters.session(SessionState.CONNECTED);
    assertThat(state("connected")).isEqualTo(1);
    assertThat(state("connecting")).isZero();
    meters.session(SessionState.ENDED);
    assertThat(state("ended")).isEqualTo(1);
    assertThat(state("connected")).isZero();
    meters.session(SessionState.CONNECTED);
    assertThat(registry.get("zklocked.session.reconnects").functionCounter().count()).isEqualTo(1);
  }

  @Test
  void nothingIsRegisteredBeforeTheFirstEvent() {
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void furtherTagsAreOnEveryMeter() {
    Meters tagged = new MicrometerMeters(registry, List.of(Tag.of("ensemble", "b")));
    Script.hold(tagged, "a");
    tagged.session(SessionState.CONNECTED);
    assertThat(registry.getMeters())
        .isNotEmpty()
        .allMatch(meter -> "b".equals(meter.getId().getTag("ensemble")));
  }

  @Test
  void closeTakesAllMetersBack() {
    registry.counter("the.applications.own").increment();
    Script.hold(meters, "a");
    meters.session(SessionState.CONNECTED);
    meters.close();
    assertThat(registry.getMeters())
        .singleElement()
        .satisfies(meter -> assertThat(meter.getId().getName()).isEqualTo("the.applications.own"));
    Script.hold(meters, "late");
    assertThat(registry.getMeters()).hasSize(1);
  }

  @Test
  void totalsOfEightThreadsAreExact() throws Exception {
    Threads.together(
        8,
        number -> {
          for (int i = 0; i < 2_000; i++) {
            Script.hold(meters, "lock/" + i % 3);
          }
        });
    double granted = 0;
    for (int i = 0; i < 3; i++) {
      granted +=
          registry
              .get("zklocked.acquisitions")
              .tags("lock", "lock/" + i, "outcome", "granted")
              .counter()
              .count();
      assertThat(registry.get("zklocked.active").tag("lock", "lock/" + i).gauge().value()).isZero();
      assertThat(registry.get("zklocked.queued").tag("lock", "lock/" + i).gauge().value()).isZero();
    }
    assertThat(granted).isEqualTo(16_000);
  }

  private double count(String name, String tag, String value) {
    return registry.get(name).tags("lock", "a/{id}", tag, value).counter().count();
  }

  private double gauge(String name) {
    return registry.get(name).tag("lock", "a/{id}").gauge().value();
  }

  private double state(String state) {
    return registry.get("zklocked.session").tag("state", state).gauge().value();
  }
}
