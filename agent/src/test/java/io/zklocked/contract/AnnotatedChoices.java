package io.zklocked.contract;

import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.ZkLocked;
import java.io.IOException;

/** Annotated methods that take a lock for some calls, or for longer than a call. */
public abstract class AnnotatedChoices extends AnnotatedTogether {

  /** An object that is locked as a whole; set by whoever creates such objects. */
  WholeClass whole = new WholeClass();

  @ZkLocked(value = "contract/{parcel.key}", waitTime = "0", condition = "parcel.express")
  public String sendIfExpress(Parcel parcel) {
    return parcel.express() ? HeldLock.current().resource() : "without";
  }

  @ZkLocked(value = "contract/{key}", waitTime = "0", condition = "!1")
  public String runUnlessDry(String key, Boolean dry) {
    return dry ? "without" : HeldLock.current().resource();
  }

  @ZkLocked(value = "contract/{key}", waitTime = "0", condition = "first")
  @ZkLocked(value = "contract/{key}-2", condition = "second")
  public String runEither(String key, boolean first, boolean second) {
    return first || second ? HeldLock.current().resource() : "without";
  }

  @ZkLocked(value = "contract/{key}", fallback = "counted")
  public long count(String key, long many, double half) {
    return HeldLock.current().resource().endsWith(key) ? 1 : 0;
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private long counted(String key, long many, double half, LockBusyException busy) {
    return busy.resource().endsWith(key) ? many * 2 + (long) half : -1;
  }

  @ZkLocked(value = "contract/{key}", waitTime = "500ms", fallback = "lateFor")
  public String beInTime(String key) throws IOException {
    return HeldLock.current().resource();
  }

  @SuppressWarnings("DoNotCallSuggester") // found by name
  protected static String lateFor(String key) throws IOException {
    throw new IOException("late for " + key);
  }

  @Override
  @ZkLocked(value = "contract/{key}", lockAtLeastFor = "2s")
  public String holdOn(String key) {
    return HeldLock.current().resource();
  }

  /** Something with a property to choose by. */
  public record Parcel(String key, boolean express) {}
}
