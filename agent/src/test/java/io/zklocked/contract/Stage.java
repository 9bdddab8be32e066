package io.zklocked.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a rule finds: the subject that locks one way, the server, and other processes. */
final class Stage implements AutoCloseable {

  private static final String NOBODY_LISTENS = "connect=127.0.0.1:1,connect-timeout=1s";

  /** Where a thread waits for what it has asked for; in the agent's loader, of the same name. */
  private static final String WAITS = "io.zklocked.runtime.call.Waiting";

  private final Way way;
  private final Launch launch;
  private final Subject subject;
  private final Znodes znodes;
  private final List<RivalProcess> rivals = new ArrayList<>();
  private final AtomicInteger keys = new AtomicInteger();
  private RivalProcess lost;

  Stage(Way way, String argument, String server) {
    this.way = way;
    this.launch = Launch.likeThis(way, argument);
    this.subject = Subjects.of(way, argument);
    this.znodes = way.hasServer() ? new Znodes(server) : null;
  }

  Way way() {
    return way;
  }

  Subject subject() {
    return subject;
  }

  Annotated annotated() {
    return (Annotated) subject;
  }

  Znodes znodes() {
    return znodes;
  }

  /** A key that nobody else uses. */
  String newKey() {
    return way.name() + "." + ProcessHandle.current().pid() + "." + keys.incrementAndGet() + "k";
  }

  /** Where the lock of a key lies. */
  String path(String key) {
    return "/zklocked/contract%2F" + key;
  }

  /**
   * Somebody else gets in: by waiting, since what was released may still be on its way to the
   * server.
   */
  void assertFree(LockMode mode, String... free) throws Exception {
    Neighbour neighbour = neighbour();
    for (String key : free) {
      neighbour.enterIn(mode, key);
      assertThat(neighbour.leave(key)).isEqualTo("passed");
    }
  }

  /** Starts a call that holds the lock until the gate is opened, and waits for its body. */
  Task<String> enter(String key, Gate gate) throws Exception {
    Task<String> holder = Task.start("holder", () -> subject.hold(key, gate));
    gate.awaitEntered();
    return holder;
  }

  /** Something to do with a key that another thread holds. */
  interface Meanwhile {
    void with(String key) throws Exception;
  }

  /** Does something while another thread of this process holds the lock of a key. */
  void whileHeld(Meanwhile meanwhile) throws Exception {
    String key = newKey();
    Gate gate = new Gate();
    Task<String> holder = enter(key, gate);
    try {
      meanwhile.with(key);
    } finally {
      gate.open();
    }
    assertThat(holder.result()).isEqualTo("passed");
  }

  /** Waits until a task of this process waits for its lock, with a node of its own or without. */
  void awaitQueued(Task<?> task) throws Exception {
    task.awaitWaitingIn(WAITS);
  }

  RivalProcess rival() throws Exception {
    return rivals(1).get(0);
  }

  /** Other processes, which live as long as the stage. */
  List<RivalProcess> rivals(int count) throws Exception {
    List<RivalProcess> started = new ArrayList<>();
    for (int i = rivals.size(); i < count; i++) {
      started.add(RivalProcess.start(launch));
    }
    for (RivalProcess rival : started) {
      rivals.add(rival.awaitReady());
    }
    return rivals.subList(0, count);
  }

  /** Somebody else: another process where there is a server, another thread otherwise. */
  Neighbour neighbour() throws Exception {
    return way.hasServer() ? rival() : new Neighbour.OtherThread(subject);
  }

  /** Another process, for whom there is no server. */
  RivalProcess lostRival() throws Exception {
    if (lost == null) {
      lost = RivalProcess.start(launch.with(NOBODY_LISTENS)).awaitReady();
    }
    return lost;
  }

  @Override
  public void close() throws IOException {
    for (RivalProcess rival : rivals) {
      rival.close();
    }
    if (lost != null) {
      lost.close();
    }
    if (znodes != null) {
      znodes.close();
    }
  }
}
