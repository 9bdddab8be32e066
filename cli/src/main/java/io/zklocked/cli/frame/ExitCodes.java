package io.zklocked.cli.frame;

/** What the command ends with; from 64 on as {@code sysexits.h} has it. */
public final class ExitCodes {

  /** All went well; for what looks: there is something. */
  public static final int OK = 0;

  /** For what looks: there is nothing, the lock is free. */
  public static final int NOTHING = 1;

  /** An option, a key or the configuration is wrong. */
  public static final int USAGE = 64;

  /** Another kind of lock lies there. */
  public static final int OTHER_KIND = 65;

  /** The ensemble is away. */
  public static final int UNAVAILABLE = 69;

  /** Something went wrong that should not. */
  public static final int SOFTWARE = 70;

  /** The output cannot be written. */
  public static final int OUTPUT = 74;

  /** Somebody else holds the lock. */
  public static final int BUSY = 75;

  /** The lock was lost. */
  public static final int LOST = 76;

  /** The servers refuse: a right is lacking. */
  public static final int NO_RIGHT = 77;

  /** Ended by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCodes() {}
}
