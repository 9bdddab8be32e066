package io.zklocked.sample.twophase;

import java.util.function.Function;

/**
 * One candidate for the coordinator's office: {@code --connect addresses --root path
 * [--participants n] [--limit-millis n] [--session-millis n] [--launched yes|no]}. Hears {@code
 * write TERM VALUE}, {@code close TERM}, {@code halt STEP}, {@code disarm} and {@code resume}.
 */
public final class CoordinatorProgram {

  private CoordinatorProgram() {}

  /**
   * Stands for the office until the register is closed.
   *
   * @param args pairs, as above
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    run(Coordinator::new, args);
  }

  /**
   * The same with a coordinator that somebody else makes.
   *
   * @param making makes it, of what it has to do
   * @param args pairs, as above
   * @throws InterruptedException if the thread is interrupted
   */
  public static void run(Function<Coordinator.Duties, Coordinator> making, String... args)
      throws InterruptedException {
    Member.run(
        member -> {
          Wishes wishes = new Wishes();
          Coordinator coordinator =
              making.apply(
                  new Coordinator.Duties(
                      new Rounds(member), wishes, member.halts(), member.line()));
          member.line().awaitGo();
          member.line().tell("pid " + ProcessHandle.current().pid());
          Orders.follow(member.line(), member.halts(), order -> wishes.add(Wish.parse(order)));
          coordinator.stand();
          member.line().tell("closed");
        },
        args);
  }
}
