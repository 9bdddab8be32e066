package io.zklocked.agent.weave;

import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Methods of all shapes. Each takes an int and, some, one value more; all are in the key. */
@SuppressWarnings("all")
public class Shapes implements Named {

  private int calls;

  @ZkLocked("{0}")
  public void nothing(int i) {}

  @ZkLocked("{0}")
  public boolean truth(int i) {
    return i > 1;
  }

  @ZkLocked("{0}")
  public byte small(int i) {
    return (byte) i;
  }

  @ZkLocked("{0}")
  public char letter(int i) {
    return (char) ('a' + i);
  }

  @ZkLocked("{0}")
  public short shorter(int i) {
    return (short) (i * 3);
  }

  @ZkLocked("{0}/{1}")
  public long wide(int i, long wide) {
    long a = wide * 2;
    double b = a / 3.0;
    for (int k = 0; k < i; k++) {
      a += k;
      b *= 1.5;
    }
    return a + (long) b;
  }

  @ZkLocked("{0}/{1}")
  public double fraction(int i, double d) {
    double before = d;
    long unused = 5L + i;
    return before * unused;
  }

  @ZkLocked("{0}")
  public float real(int i) {
    return i / 2f;
  }

  @ZkLocked("{0}")
  public int[] array(int i) {
    return new int[] {i, calls++};
  }

  @ZkLocked("{0}/{1}")
  public Object overwritten(int i, Object value) {
    if (i > 0) {
      value = Integer.valueOf(i);
    }
    for (int k = 0; k < i; k++) {
      value = value.toString() + k;
    }
    i = -1;
    return value;
  }

  @ZkLocked("{0}")
  public String attempts(int i) {
    StringBuilder text = new StringBuilder();
    try {
      try {
        if (i == 1) {
          throw new IllegalArgumentException("one");
        }
        text.append("body ");
        if (i == 2) {
          return text.append("early").toString();
        }
      } catch (IllegalArgumentException e) {
        text.append("caught ").append(e.getMessage());
        if (i == 1) {
          throw new IllegalStateException(text.toString(), e);
        }
      } finally {
        text.append(" inner");
      }
    } finally {
      text.append(" outer");
      calls++;
    }
    return text.toString();
  }

  @ZkLocked("{0}")
  public String choice(int i) {
    switch (i) {
      case 0:
        return "zero";
      case 1:
        throw new UnsupportedOperationException("one");
      case 2:
        String two = "two";
        return two + calls;
      default:
        double d = i;
        return "many " + d;
    }
  }

  @ZkLocked("{0}")
  public int loops(int i) {
    int sum = 0;
    while (true) {
      for (int k = 0; k < 3; k++) {
        if (k == i) {
          continue;
        }
        sum += k;
      }
      if (sum > 3) {
        return sum;
      }
      sum++;
    }
  }

  @ZkLocked("{0}")
  public int fails(int i) throws Exception {
    if (i == 0) {
      throw new Exception("checked");
    }
    throw new StackOverflowError("error");
  }

  @ZkLocked("{0}")
  public List<String> created(int i) {
    List<String> list = new ArrayList<>(i == 0 ? new ArrayList<>() : List.of("a", "b"));
    list.add(i > 1 ? new String("x") : new String("y" + i));
    return list;
  }

  @ZkLocked("{0}")
  public synchronized String monitor(int i) {
    if (i == 2) {
      throw new IllegalStateException("in monitor");
    }
    return "held " + Thread.holdsLock(this);
  }

  @ZkLocked("{0}")
  public static synchronized String staticMonitor(int i) {
    return "held " + Thread.holdsLock(Shapes.class);
  }

  @ZkLocked("{0}")
  public final String last(int i) {
    return hidden(i);
  }

  @ZkLocked("{0}")
  private String hidden(int i) {
    return "hidden " + i;
  }

  @ZkLocked("{0}")
  public static String fixed(int i) {
    Runnable lambda = () -> {};
    lambda.run();
    return "static " + i;
  }

  @ZkLocked("{0}")
  public String nested(int i) {
    synchronized (this) {
      if (i == 1) {
        return "inside";
      }
      synchronized (Shapes.class) {
        return i == 2 ? fixed(i) : "deep";
      }
    }
  }

  @ZkLocked(value = "{0}", onBusy = OnBusy.SKIP)
  public Optional<String> skips(int i) {
    while (i > 5) {
      i--;
    }
    return Optional.of("ran " + i);
  }

  @ZkLocked(value = "{0}", onBusy = OnBusy.SKIP)
  public void skipsVoid(int i) {
    for (; ; ) {
      if (i-- < 0) {
        return;
      }
    }
  }
}
