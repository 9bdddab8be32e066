package io.zklocked.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the comparison should show: ratios within one run, round by round. */
final class Bars {

  private static final String OURS = PeerKind.ZKLOCKED.title();
  private static final String CURATORS = PeerKind.CURATOR_SHARED.title();

  private Bars() {}

  /**
   * The bars of a comparison.
   *
   * @param far whether all servers are further away than they are: then only the bar for that
   *     distance counts for single calls
   */
  static List<Bar> of(boolean far) {
    return Stream.of(
            far ? farCalls(Figure.BACK_TO_BACK) : nearCalls(), loads(), quick(), annotated())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Bar> nearCalls() {
    return Stream.concat(
            Stream.of(
                atMost("back to back, of Curator's time", 0.60, Figure.BACK_TO_BACK),
                atMost("2 ms apart, of Curator's time", 0.50, Figure.SPACED),
                new Bar(
                    "2 ms apart: acquire, of one ZooKeeper write",
                    true,
                    1.35,
                    results -> ratio(results, Figure.ACQUIRE, PeerKind.ONE_WRITE.title()))),
            farCalls(Figure.FAR).stream())
        .toList();
  }

  private static List<Bar> farCalls(Figure figure) {
    return List.of(atMost("round trip longer, of Curator's time", 0.40, figure));
  }

  private static Bar atMost(String text, double limit, Figure figure) {
    return new Bar(text, true, limit, results -> ratio(results, figure, CURATORS));
  }

  private static List<Bar> loads() {
    return List.of(
        new Bar(
            "32 threads, of a fair ReentrantLock's calls/s",
            false,
            0.5,
            results -> ratio(results, Figure.THREADS, PeerKind.LOCAL_FAIR.title())),
        new Bar(
            "32 threads, of the best peer's calls/s",
            false,
            20,
            results -> ofBestRival(results, Figure.THREADS)),
        new Bar(
            "4 JVMs x 8 threads, of Curator's calls/s (the better of its two)",
            false,
            10,
            results ->
                ofBest(
                    results, Figure.JVMS, List.of(PeerKind.CURATOR_SHARED, PeerKind.CURATOR_OWN))),
        new Bar(
            "4 JVMs x 8 threads, p99.9 of the wait over its mean",
            true,
            20,
            results ->
                divided(results.of(Figure.JVMS_P999, OURS), results.of(Figure.JVMS_MEAN, OURS))),
        new Bar(
            "one remote waiter against 64 threads, longest wait in hand-off budgets of 20 ms",
            true,
            3,
            results ->
                divided(
                    results.of(Figure.REMOTE_LONGEST, OURS),
                    new Samples(RemotePart.BUDGET_MILLIS))));
  }

  private static List<Bar> quick() {
    return List.of(
        plain("re-entrant call, ns", 120, Figure.QUICK, QuickPart.REENTRANT),
        plain("re-entrant call, bytes allocated", 0, Figure.QUICK_BYTES, QuickPart.REENTRANT),
        plain("retained re-grant, ns", 350, Figure.QUICK, QuickPart.RETAINED),
        plain("retained re-grant, bytes allocated", 0, Figure.QUICK_BYTES, QuickPart.RETAINED));
  }

  private static List<Bar> annotated() {
    return List.of(
        plain("key of one long argument, ns", 25, Figure.CALL, CallLoops.KEY),
        beyond(
            "key of one long argument, bytes beyond its path",
            0,
            Figure.CALL_BYTES,
            CallLoops.KEY,
            CallLoops.PATH),
        beyond(
            "call whose condition is false, ns beyond the bare call",
            5,
            Figure.CALL,
            CallLoops.NOT_WANTED,
            CallLoops.BARE),
        plain("HeldLock.current(), ns", 10, Figure.CALL, CallLoops.CURRENT),
        plain("heap after 10^6 locked calls, KiB", 64, Figure.CALLS_HEAP, CallLoops.LOCKED),
        beyond(
            "order-check of a nested call whose order is known, ns",
            100,
            Figure.CALL,
            CallLoops.CHECKED,
            CallLoops.NESTED),
        beyond(
            "order-check of a nested call whose order is known, bytes",
            0,
            Figure.CALL_BYTES,
            CallLoops.CHECKED,
            CallLoops.NESTED));
  }

  private static Bar beyond(String text, double limit, Figure figure, String row, String other) {
    return new Bar(
        text,
        true,
        limit,
        results -> {
          Samples one = results.of(figure, row);
          Samples two = results.of(figure, other);
          return one == null || two == null ? null : one.minus(two);
        });
  }

  private static Bar plain(String text, double limit, Figure figure, String row) {
    return new Bar(text, true, limit, results -> results.of(figure, row));
  }

  private static @Nullable Samples ratio(Results results, Figure figure, String other) {
    return divided(results.of(figure, OURS), results.of(figure, other));
  }

  private static @Nullable Samples ofBestRival(Results results, Figure figure) {
    return ofBest(results, figure, Stream.of(PeerKind.values()).filter(PeerKind::isRival).toList());
  }

  private static @Nullable Samples ofBest(Results results, Figure figure, List<PeerKind> peers) {
    Samples best =
        peers.stream()
            .map(peer -> results.of(figure, peer.title()))
            .filter(Objects::nonNull)
            .max(Comparator.comparingDouble(Samples::median))
            .orElse(null);
    return divided(results.of(figure, OURS), best);
  }

  private static @Nullable Samples divided(@Nullable Samples one, @Nullable Samples other) {
    return one == null || other == null ? null : one.dividedBy(other);
  }
}
