package io.zklocked.sample.demo.writelog;

import io.zklocked.sample.demo.page.Span;
import io.zklocked.sample.writelog.LogAudit;
import java.time.Duration;
import java.util.List;

/**
 * What a run of the log came to. Immutable.
 *
 * @param audit what the file says
 * @param bytes how long it is
 * @param appended how many lines the workers appended
 * @param readings how often it was read
 * @param wrong how many readings are not how the file begins, up to the end of a line
 * @param time from the start of the work to its end
 * @param spans of waiting and holding
 */
record LogResult(
    LogAudit audit,
    long bytes,
    long appended,
    long readings,
    long wrong,
    Duration time,
    List<Span> spans) {

  LogResult {
    spans = List.copyOf(spans);
  }
}
