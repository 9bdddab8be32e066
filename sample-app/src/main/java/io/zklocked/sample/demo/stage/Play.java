package io.zklocked.sample.demo.stage;

import java.util.List;
import java.util.Map;

/** A program of the demo, as its user names it and the launcher plays it. */
public interface Play {

  /** The name on the command line, and of its page. */
  String name();

  /** What it shows, in one line. */
  String inOneLine();

  /** The options that it knows; any other is refused before anything starts. */
  List<Option> options();

  /** Options of other programs that somebody may look for here, and why each makes no sense. */
  default Map<String, String> refusals() {
    return Map.of();
  }

  /**
   * Looks at options that do not go together.
   *
   * @param choices what the user asked for
   * @throws UsageException if some do not
   */
  default void check(Choices choices) {}

  /**
   * Plays it to the end, and tells the screen how far it is. What it opens is added to the stage's
   * cleanup, which is closed behind it.
   *
   * @param stage where
   * @return what it came to
   * @throws DemoException if it cannot go on; its message is for the user
   * @throws Exception whatever a server or a worker could not do; it ends the demo
   */
  Outcome play(Stage stage) throws Exception;
}
