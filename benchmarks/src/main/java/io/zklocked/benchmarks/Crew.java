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
    return results(workers).stream().reduce(Waits::with).orElseThrow();
  }

  /**
   * One does something beside another. Blocks until both have ended; gives what the one measured.
   */
  Waits oneBeside(Worker.Order one, Worker.Order other) throws IOException {
    workers.get(1).begin(other);
    workers.get(0).begin(one);
    return results(workers.subList(0, 2)).get(0);
  }

  /** What each has measured; waits for all of them even if one has failed. */
  private static List<Waits> results(List<WorkerProcess> workers) throws IOException {
    List<Waits> results = new ArrayList<>();
    List<BenchmarkException> failures = new ArrayList<>();
    for (WorkerProcess worker : workers) {
      try {
        results.add(worker.result());
      } catch (BenchmarkException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    return results;
  }

  @Override
  public void close() throws IOException {
    for (WorkerProcess worker : workers) {
      worker.close();
    }
  }
}
