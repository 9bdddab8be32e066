package io.zklocked.faults;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The threads of one process that go in and out of the section. Thread-safe. */
final class Visitors {

  /** Begins what is said, so that nothing else on standard output can be taken for it. */
  static final String SAYS = "#";

  private static final int KILLED = 9;
  private static final long AFTER_FAILURE_NANOS = 5_000_000;
  private static final int MOST_BETWEEN_INTERRUPTS_NANOS = 20_000_000;

  private final String name;
  private final Entrance entrance;
  private final RegisterClient register;
  private final VisitLog log;
  private final AtomicLong visits = new AtomicLong();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch leave = new CountDownLatch(1);
  private volatile boolean going = true;

  Visitors(String name, Entrance entrance, RegisterClient register, VisitLog log) {
    this.name = name;
    this.entrance = entrance;
    this.register = register;
    this.log = log;
  }

  static void say(String line) {
    System.out.println(SAYS + line);
  }

  /** Does what a line says; what takes time runs on threads of its own. */
  void obey(String[] command) {
    switch (command[0]) {
      case "time" -> say("time " + System.nanoTime());
      case "loop" -> loop(command[1], number(command, 2), number(command, 3), number(command, 4));
      case "harass" -> harass(command[1], number(command, 2));
      case "keys" -> keys(command[1], number(command, 2), number(command, 3));
      case "hold" -> hold(command[1]);
      case "leave" -> leave.countDown();
      case "return" -> returnAndDie(command[1]);
      case "stop" -> stop();
      default -> throw new IllegalArgumentException("unknown command " + command[0]);
    }
  }

  private static int number(String[] words, int index) {
    return Integer.parseInt(words[index]);
  }

  /** Threads that go in again and again, and stay for so long. */
  private void loop(String key, int count, int stayMicros, int pauseMicros) {
    for (int i = 0; i < count; i++) {
      String who = name + "/" + i;
      start(
          () -> {
            while (going) {
              call(who, key, Entrance.Patience.LONG, stayFor(stayMicros));
              LockSupport.parkNanos(pauseMicros * 1_000L);
            }
          });
    }
  }

  /** Threads that give up after all kinds of times, and are interrupted at all kinds of moments. */
  private void harass(String key, int count) {
    Entrance.Patience[] all = Entrance.Patience.values();
    for (int i = 0; i < count; i++) {
      String who = name + "/harassed-" + i;
      Random random = new Random(i);
      start(
          () -> {
            while (going) {
              call(who, key, all[random.nextInt(all.length)], stayFor(random.nextInt(2_000)));
              boolean interrupted = Thread.interrupted();
              LockSupport.parkNanos(interrupted ? 1_000_000 : 2_000_000);
            }
          });
    }
    List<Thread> targets = List.copyOf(threads);
    Random random = new Random(count);
    start(
        () -> {
          while (going) {
            LockSupport.parkNanos(random.nextInt(MOST_BETWEEN_INTERRUPTS_NANOS));
            targets.get(random.nextInt(targets.size())).interrupt();
          }
        });
  }

  /** Threads that share a number of keys, and visit each once. */
  private void keys(String prefix, int count, int parallel) {
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(parallel);
    for (int i = 0; i < parallel; i++) {
      String who = name + "/" + i;
      start(
          () -> {
            for (int key = next.getAndIncrement(); key < count && going; ) {
              if (call(who, prefix + "-" + key, Entrance.Patience.LONG, () -> false)) {
                key = next.getAndIncrement();
              }
            }
            done.countDown();
            if (done.getCount() == 0) {
              say("visited " + count);
            }
          });
    }
  }

  private void hold(String key) {
    CountDownLatch gate = new CountDownLatch(1);
    leave = gate;
    start(
        () ->
            call(
                name + "/holder",
                key,
                Entrance.Patience.LONG,
                () -> {
                  if (gate.getCount() == 1) {
                    return true;
                  }
                  return false;
                }));
  }

  private void returnAndDie(String key) {
    start(
        () -> {
          call(name + "/mortal", key, Entrance.Patience.LONG, () -> false);
          // What kill -9 does: no hook runs, nothing that is queued is sent.
          Runtime.getRuntime().halt(KILLED);
        });
  }

  private void stop() {
    going = false;
    leave.countDown();
    Link.daemon(
        "stops",
        () -> {
          try {
            for (Thread thread : threads) {
              thread.join();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          threads.clear();
          going = true;
          say("stopped");
        });
  }

  private void start(Runnable task) {
    Thread thread = new Thread(task, "visitor-" + threads.size());
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private static BooleanSupplier stayFor(int micros) {
    long[] end = new long[1];
    return () -> {
      long now = System.nanoTime();
      end[0] = end[0] == 0 ? now + micros * 1_000L : end[0];
      return now - end[0] < 0;
    };
  }

  /** Calls once; says whether the call ended without an exception. */
  private boolean call(String who, String key, Entrance.Patience patience, BooleanSupplier goOn) {
    String visit = name + "-" + ProcessHandle.current().pid() + "-" + visits.incrementAndGet();
    long[] waited = {System.nanoTime(), 0};
    String outcome = "ok";
    try {
      entrance.enter(
          key,
          patience,
          belief -> {
            waited[1] = System.nanoTime() - waited[0];
            new Visit(who, visit, log, belief).run(key, register, goOn);
          });
    } catch (Exception e) {
      outcome = outcome(e);
      if (!outcome.contains("Busy") && !outcome.contains("Interrupted")) {
        LockSupport.parkNanos(AFTER_FAILURE_NANOS);
      }
    }
    long took = waited[1] == 0 ? System.nanoTime() - waited[0] : waited[1];
    log.say(VisitLog.CALL, who, key, outcome, took);
    return outcome.equals("ok");
  }

  private static String outcome(Exception e) {
    String name = e.getClass().getSimpleName();
    return e instanceof io.zklocked.LockLostException lost ? name + ":" + lost.reason() : name;
  }
}
