package io.zklocked.faults;

import java.util.List;

/** Whether a holder doubted its lock before a rival was in. Without state. */
final class Noticing {

  private Noticing() {}

  /** Waits until the rival is in, and until the holder doubts; notes which was first. */
  static void awaitRival(Field field, String holder, String rival) throws Exception {
    Eventually.until(
        rival + " is granted, and " + holder + " doubts",
        () -> {
          List<Stay> stays = field.workers().judge().stays();
          return stays.stream().anyMatch(stay -> by(stay, rival))
              && stays.stream().anyMatch(stay -> by(stay, holder) && stay.doubt() != 0);
        });
    List<Stay> stays = field.workers().judge().stays();
    long granted =
        stays.stream().filter(stay -> by(stay, rival)).mapToLong(Stay::entered).min().orElseThrow();
    Stay held = stays.stream().filter(stay -> by(stay, holder)).findFirst().orElseThrow();
    double earlier = (granted - held.doubt()) / 1e6;
    field.note(
        earlier > 0
            ? "noticed %.0f ms before the rival was granted".formatted(earlier)
            : "NOT noticed before the rival was granted, but %.0f ms after".formatted(-earlier));
  }

  private static boolean by(Stay stay, String worker) {
    return stay.visit().startsWith(worker + "-");
  }
}
