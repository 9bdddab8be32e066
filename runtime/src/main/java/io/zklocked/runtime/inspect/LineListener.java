package io.zklocked.runtime.inspect;

/** Is told what happens to a line, on the thread that watches it. */
public interface LineListener {

  /**
   * The line as it is now: at first, and after each change. What lasted shorter than a round trip
   * may be left out.
   *
   * @param line the line
   */
  void seen(SeenLine line);

  /**
   * The ensemble does not answer; what happens meanwhile is seen when it does again.
   *
   * @param reason what is known of it
   */
  void away(String reason);
}
