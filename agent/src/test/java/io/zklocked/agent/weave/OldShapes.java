package io.zklocked.agent.weave;

import io.zklocked.FencingToken;
import io.zklocked.HeldLock;
import io.zklocked.LockBusyException;
import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Methods that need nothing which class files of Java 1.1 do not have. */
@SuppressWarnings({"all", "rawtypes"}) // class files before Java 5 have none
public class OldShapes {

  private int calls;

  @ZkLocked("{0}/{1}/{2}/{3}/{4}/{5}")
  public boolean narrow(boolean a, byte b, char c, short d, int e, String f) {
    return a && b + c + d + e > 0;
  }

  @ZkLocked("{0}/{1}")
  public long wide(long a, String b) {
    long sum = a;
    for (int i = 0; i < 3; i++) {
      sum += i * 2L;
    }
    return sum;
  }

  @ZkLocked("{0}")
  public float real(int a) {
    return a / 2f;
  }

  @ZkLocked("{0}")
  public double fraction(int a) {
    double unused = 5;
    return a / 3.0 + unused;
  }

  @ZkLocked("{0}")
  public byte small(int a) {
    return (byte) a;
  }

  @ZkLocked("{0}")
  public char letter(int a) {
    return (char) ('a' + a);
  }

  @ZkLocked("{0}")
  public short shorter(int a) {
    return (short) a;
  }

  @ZkLocked("{0}")
  public void nothing(String a) {
    calls++;
  }

  @ZkLocked("{0}")
  public int[] array(int a) {
    return new int[] {a, a + 1};
  }

  @ZkLocked("{0}")
  public static String fixed(String a) {
    return a == null ? null : a.concat(" fixed");
  }

  @ZkLocked("{this.name}/{0}")
  public String caught(int a) {
    try {
      if (a == 1) {
        throw new IllegalStateException("one");
      }
      return "returned";
    } catch (IllegalStateException e) {
      return e.getMessage();
    } finally {
      calls++;
    }
  }

  @ZkLocked("{0}")
  public int fails(int a) {
    throw new UnsupportedOperationException("own");
  }

  @ZkLocked("{0}")
  public synchronized String monitor(int a) {
    synchronized (String.class) {
      return String.valueOf(Thread.holdsLock(this)).concat(String.valueOf(a));
    }
  }

  @ZkLocked("{0}")
  public static synchronized String staticMonitor(int a) {
    return String.valueOf(Thread.holdsLock(OldShapes.class));
  }

  @ZkLocked("{1}")
  public String token(@FencingToken long token, int a) {
    return String.valueOf(token > 0);
  }

  @ZkLocked(value = "busy", onBusy = OnBusy.SKIP)
  public Optional<?> skipped(Callable<?> inside) throws Exception {
    return Optional.of(inside.call());
  }

  @ZkLocked(value = "busy", waitTime = "1ms")
  public String busy(Callable<?> inside) throws Exception {
    return String.valueOf(inside.call());
  }

  @ZkLocked(value = "busy", waitTime = "1ms", fallback = "instead")
  public String other(Callable<?> inside) throws Exception {
    return String.valueOf(inside.call());
  }

  public String instead(Callable<?> inside, LockBusyException busy) {
    return "instead of ".concat(busy.resource());
  }

  @ZkLocked("held/{key}/{count}")
  public String held(String key, long count) {
    return HeldLock.current().resource();
  }

  @ZkLocked("held/{key}/{count}")
  public Publisher<String> published(String key, long count) {
    return Flux.just(HeldLock.current().resource());
  }

  @ZkLocked("held/{nothing}")
  public String refused(int a) {
    return "ran";
  }

  public String getName() {
    return "shapes";
  }

  @Override
  public String toString() {
    return getName();
  }
}
