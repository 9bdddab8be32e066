package io.zklocked.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several JVMs that want the same lock at the same time. Confined to one thread. */
final class Crew implements AutoCloseable {

  private final List<WorkerProcess> workers = new ArrayList<>();

  private Crew() {}

  static Crew start(int size, Addresses addresses) throws IOException {
    Crew crew = new Crew();
    for (int i = 0; i < size; i++) {
      crew.workers.add(WorkerProcess.start(addresses));
    }
    return crew;
  }

  /** All do the same. Blocks until all have ended; gives all that they measured. */
  Waits all(Worker.Order order) throws IOException {
    for (WorkerProcess worker : workers) {
      worker.begin(order);
    }
    Waits sum = workers.get(0).result();
    for (WorkerProcess worker : workers.subList(1, workers.size())) {
      sum = sum.with(worker.result());
    }
    return sum;
  }

  /**
   * One does something beside another. Blocks until both have ended; gives what the one measured.
   */
  Waits oneBeside(Worker.Order one, Worker.Order other) throws IOException {
    workers.get(1).begin(other);
    workers.get(0).begin(one);
    Waits measured = workers.get(0).result();
    workers.get(1).result();
    return measured;
  }

  @Override
  public void close() throws IOException {
    for (WorkerProcess worker : workers) {
      worker.close();
    }
  }
}
