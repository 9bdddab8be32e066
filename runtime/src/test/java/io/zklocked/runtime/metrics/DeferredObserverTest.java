package io.zklocked.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.LockObserver;
import io.zklocked.runtime.engine.LockObserver.Loss;
import io.zklocked.runtime.engine.LockObserver.Outcome;
import io.zklocked.runtime.engine.LockObserver.SessionState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeferredObserverTest {

  private final Recorder recorder = new Recorder();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final DeferredObserver observer = new DeferredObserver(() -> recorder, tasks::add);

  @Test
  void nothingIsBuiltBeforeTheFirstBodyHasEnded() {
    observer.session(SessionState.CONNECTED);
    observer.started("a");
    observer.ended("a", Outcome.GRANTED, 1);
    observer.ended("a", Outcome.REENTERED, 0);
    observer.started("b");
    observer.ended("b", Outcome.BUSY, 2);
    assertThat(tasks).isEmpty();
    observer.released("a", 3);
    assertThat(tasks).hasSize(1);
    assertThat(recorder.seen).isEmpty();
  }

  @Test
  void eventsAreReplayedInOrderAndThenHandedOn() {
    observer.session(SessionState.CONNECTING);
    observer.started("a");
    observer.ended("a", Outcome.GRANTED, 1);
    observer.lost("a", Loss.NODE_DELETED);
    observer.released("a", 3);
    observer.started("b");
    runTasks();
    observer.ended("b", Outcome.SKIPPED, 4);
    assertThat(recorder.seen)
        .containsExactly(
            "session CONNECTING",
            "started a",
            "ended a GRANTED 1",
            "lost a NODE_DELETED",
            "released a 3",
            "started b",
            "ended b SKIPPED 4");
    assertThat(tasks).isEmpty();
  }

  @Test
  void eventDuringTheReplayComesAfterIt() {
    List<DeferredObserver> self = new ArrayList<>();
    List<String> heard = new ArrayList<>();
    Recorder talkative =
        new Recorder() {
          @Override
          public void started(String label) {
            heard.add(label);
            if (label.equals("first")) {
              self.get(0).started("during");
            }
          }
        };
    DeferredObserver toTalkative = new DeferredObserver(() -> talkative, tasks::add);
    self.add(toTalkative);
    toTalkative.started("first");
    toTalkative.started("second");
    toTalkative.released("x", 1);
    runTasks();
    assertThat(heard).containsExactly("first", "second", "during");
  }

  @Test
  void outageStartsTheMetersAlthoughNoBodyEnds() {
    observer.started("a");
    observer.ended("a", Outcome.UNAVAILABLE, 1);
    runTasks();
    assertThat(recorder.seen).hasSize(2);
  }

  @Test
  void manyEventsStartTheMetersAlthoughNoBodyEnds() {
    for (int i = 0; i < DeferredObserver.ENOUGH; i++) {
      assertThat(tasks).isEmpty();
      observer.started("a");
    }
    runTasks();
    assertThat(recorder.seen).hasSize(DeferredObserver.ENOUGH);
  }

  @Test
  void keptEventsAreBounded() {
    for (int i = 0; i < DeferredObserver.MOST + 5; i++) {
      observer.started("a");
    }
    runTasks();
    assertThat(recorder.seen).hasSize(DeferredObserver.MOST);
    observer.started("b");
    assertThat(recorder.seen).hasSize(DeferredObserver.MOST + 1);
  }

  @Test
  void sourceThatFailsCostsNoFailure() {
    DeferredObserver broken =
        new DeferredObserver(
            () -> {
              throw new NoClassDefFoundError("javax/management/MBeanServer");
            },
            tasks::add);
    Script.hold(broken, "a");
    runTasks();
    Script.hold(broken, "a");
    assertThat(tasks).isEmpty();
    broken.close();
  }

  @Test
  void executorThatRefusesCostsNoFailure() {
    DeferredObserver refused =
        new DeferredObserver(
            () -> recorder,
            task -> {
              throw new RejectedExecutionException();
            });
    Script.hold(refused, "a");
    Script.hold(refused, "a");
    assertThat(recorder.seen).isEmpty();
  }

  @Test
  void observerThatThrowsHarmsNobody() {
    Recorder broken =
        new Recorder() {
          @Override
          public void released(String label, long holdNanos) {
            super.released(label, holdNanos);
            throw new AssertionError("broken");
          }
        };
    DeferredObserver guarded = new DeferredObserver(() -> broken, tasks::add);
    Script.hold(guarded, "a");
    guarded.started("b");
    runTasks();
    Script.hold(guarded, "a");
    assertThat(broken.seen).hasSize(9).contains("started b");
  }

  @Test
  void observerIsDeferredOnceOnly() {
    LockObserver deferred = DeferredObserver.of(recorder);
    assertThat(deferred).isInstanceOf(DeferredObserver.class);
    assertThat(DeferredObserver.of(deferred)).isSameAs(deferred);
    assertThat(DeferredObserver.of(LockObserver.NONE)).isSameAs(LockObserver.NONE);
  }

  @Test
  void closeClosesTheMetersOnce() {
    Script.hold(observer, "a");
    runTasks();
    observer.close();
    observer.close();
    Script.hold(observer, "a");
    assertThat(recorder.closed).isEqualTo(1);
    assertThat(recorder.seen).hasSize(4);
  }

  @Test
  void closeWhileBuildingClosesWhatIsBuilt() {
    Script.hold(observer, "a");
    observer.close();
    runTasks();
    assertThat(recorder.closed).isEqualTo(1);
    assertThat(recorder.seen).isEmpty();
  }

  @Test
  void closeBeforeTheFirstBodyHasEndedBuildsNothing() {
    observer.started("a");
    observer.close();
    observer.released("a", 1);
    assertThat(tasks).isEmpty();
    assertThat(recorder.closed).isZero();
  }

  @Test
  void metersAreBuiltOnADaemonThreadOfTheirOwn() throws Exception {
    BlockingQueue<Thread> builders = new LinkedBlockingQueue<>();
    DeferredObserver own =
        new DeferredObserver(
            () -> {
              builders.add(Thread.currentThread());
              return recorder;
            });
    Script.hold(own, "a");
    Thread builder = Objects.requireNonNull(builders.poll(10, TimeUnit.SECONDS));
    assertThat(builder).isNotSameAs(Thread.currentThread());
    assertThat(builder.isDaemon()).isTrue();
    assertThat(builder.getName()).isEqualTo("zklocked-meters");
  }

  @Test
  void noEventOfEightThreadsIsLostOrOutOfItsThreadsOrder() throws Exception {
    int events = 5_000;
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(8 * events);
    Recorder counting =
        new Recorder() {
          @Override
          public void released(String label, long holdNanos) {
            heard.add(label + " " + holdNanos);
            all.countDown();
          }
        };
    DeferredObserver own = new DeferredObserver(() -> counting);
    Threads.together(
        8,
        number -> {
          for (int i = 0; i < events; i++) {
            own.released("t" + number, i);
          }
        });
    assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
    for (int t = 0; t < 8; t++) {
      String prefix = "t" + t + " ";
      List<String> ofThread = heard.stream().filter(event -> event.startsWith(prefix)).toList();
      assertThat(ofThread).hasSize(events);
      for (int i = 0; i < events; i++) {
        assertThat(ofThread.get(i)).isEqualTo(prefix + i);
      }
    }
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private static class Recorder implements Meters {
    final List<String> seen = new ArrayList<>();
    int closed;

    @Override
    public void started(String label) {
      seen.add("started " + label);
    }

    @Override
    public void ended(String label, LockObserver.Outcome outcome, long waitNanos) {
      seen.add("ended " + label + " " + outcome + " " + waitNanos);
    }

    @Override
    public void released(String label, long holdNanos) {
      seen.add("released " + label + " " + holdNanos);
    }

    @Override
    public void overdue(String label) {
      seen.add("overdue " + label);
    }

    @Override
    public void lost(String label, LockObserver.Loss loss) {
      seen.add("lost " + label + " " + loss);
    }

    @Override
    public void session(LockObserver.SessionState state) {
      seen.add("session " + state);
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
