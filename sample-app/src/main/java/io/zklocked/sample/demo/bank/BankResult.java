package io.zklocked.sample.demo.bank;

import io.zklocked.sample.bank.Audit;
import io.zklocked.sample.bank.Fence;
import io.zklocked.sample.demo.page.Span;
import io.zklocked.sample.demo.stage.Percentiles;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the bank came to. Immutable.
 *
 * @param name of the run, such as {@code with the agent}
 * @param audit what the books say
 * @param fences what the accounts remember of the tokens of their writes
 * @param calls withdrawals and deposits that the workers report as booked
 * @param refused calls that could not have their lock, and were made again
 * @param lostLocks calls whose lock was lost while they ran
 * @param time from the start of the work until the last worker had done its part
 * @param waiting for the locks, or null without locks
 * @param holding the locks, or null without locks
 * @param spans of waiting and of working on an account
 */
record BankResult(
    String name,
    Audit audit,
    List<Fence> fences,
    long calls,
    long refused,
    long lostLocks,
    Duration time,
    @Nullable Percentiles waiting,
    @Nullable Percentiles holding,
    List<Span> spans) {

  BankResult {
    fences = List.copyOf(fences);
    spans = List.copyOf(spans);
  }

  long lateWrites() {
    return fences.stream().mapToLong(Fence::late).sum();
  }

  double callsPerSecond() {
    return calls / Math.max(time.toNanos() / 1e9, 1e-3);
  }
}
