package io.zklocked.benchmarks;

/** What is measured: a column of a table, with its unit. */
enum Figure {
  BACK_TO_BACK("back to back p50, us"),
  BACK_TO_BACK_P99("p99, us"),
  SPACED("2 ms apart p50, us"),
  SPACED_P99("p99, us"),
  ACQUIRE("its acquire p50, us"),
  FAR("back to back p50, us"),
  FAR_P99("p99, us"),
  THREADS("calls/s"),
  READERS("calls/s"),
  JVMS("calls/s"),
  JVMS_MEAN("mean wait, ms"),
  JVMS_P999("p99.9, ms"),
  JVMS_LONGEST("longest, ms"),
  QUICK("acquire + release, ns"),
  QUICK_BYTES("bytes"),
  CALL("a call, ns"),
  CALL_BYTES("bytes"),
  CALLS_HEAP("heap after 10^6, KiB"),
  REMOTE("wait p50, ms"),
  REMOTE_P99("p99, ms"),
  REMOTE_LONGEST("longest, ms"),
  REMOTE_CALLS("its calls/s");

  private final String title;

  Figure(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
