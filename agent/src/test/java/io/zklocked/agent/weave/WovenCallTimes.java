package io.zklocked.agent.weave;

import com.sun.management.ThreadMXBean;
import io.zklocked.ZkLocked;
import io.zklocked.agent.boot.Doors;
import io.zklocked.contract.EachJdk;
import java.io.IOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Measures what a woven call costs beside the bare one, with a lock that does nothing and has no
 * key: what the weaving itself costs. Run by hand, on an idle machine:
 *
 * <pre>mvn verify -Pwoven-call -pl agent -am -DskipTests</pre>
 */
final class WovenCallTimes {

  private static final int CALLS = 2_000_000;
  private static final int ROUNDS = 30;

  /** Each call needs the result of the one before, so that none can be left out. */
  public static final class Bare implements LongUnaryOperator {

    @Override
    public long applyAsLong(long times) {
      long value = times;
      for (long i = 0; i < times; i++) {
        value = work(value);
      }
      return value;
    }

    private long work(long value) {
      return value * 31 ^ value >>> 7;
    }
  }

  /** The same with a lock. */
  public static final class Locked implements LongUnaryOperator {

    @Override
    public long applyAsLong(long times) {
      long value = times;
      for (long i = 0; i < times; i++) {
        value = work(value);
      }
      return value;
    }

    @ZkLocked("nothing")
    private long work(long value) {
      return value * 31 ^ value >>> 7;
    }
  }

  private WovenCallTimes() {}

  /** Prints a row for each kind of class file, on each JDK that is there. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      measure();
      return;
    }
    EachJdk.run(WovenCallTimes.class, "one JVM");
  }

  private static void measure() throws Exception {
    Doors.install(WovenCallTimes::nothing);
    System.out.println("JVM " + Runtime.version());
    double[] bare = of(new Bare());
    print("bare", bare, bare);
    print("woven", of(locked(Opcodes.V17)), bare);
    print("woven, class file of Java 6", of(locked(Opcodes.V1_6)), bare);
    print("woven, class file of Java 1.4", of(locked(Opcodes.V1_4)), bare);
  }

  private static void print(String what, double[] measured, double[] bare) {
    System.out.printf(
        "%-32s %8.2f ns %6.1f bytes   over the bare call %8.2f ns %6.1f bytes%n",
        what, measured[0], measured[1], measured[0] - bare[0], measured[1] - bare[1]);
  }

  /** The least of many rounds, in time of the thread: whatever else the machine does. */
  private static double[] of(LongUnaryOperator calls) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double nanos = Double.MAX_VALUE;
    double bytes = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long start = threads.getCurrentThreadCpuTime();
      if (calls.applyAsLong(CALLS) == 0) {
        throw new AssertionError();
      }
      long end = threads.getCurrentThreadCpuTime();
      nanos = Math.min(nanos, (end - start) / (double) CALLS);
      long after = threads.getCurrentThreadAllocatedBytes();
      bytes = Math.min(bytes, (after - before) / (double) CALLS);
    }
    return new double[] {nanos, bytes};
  }

  private static LongUnaryOperator locked(int version) throws Exception {
    byte[] file = Aged.to(version, file(Locked.class));
    WovenClass woven =
        Objects.requireNonNull(
            new Weaver(WeaverOracleTest.DISPATCHER, any -> null)
                .weave(file, WovenCallTimes.class.getClassLoader(), false));
    String name = Locked.class.getName();
    return (LongUnaryOperator)
        new WovenLoader(Map.of(name, Objects.requireNonNull(woven.file())))
            .loadClass(name)
            .getConstructor()
            .newInstance();
  }

  private static byte[] file(Class<?> type) throws IOException {
    return WovenLoader.file(type);
  }

  private static CallSite nothing(Object[] request) {
    MethodType type = (MethodType) request[2];
    MethodHandle target =
        switch ((String) request[1]) {
          case "enter" -> MethodHandles.constant(Object.class, "hold");
          case "exit" ->
              MethodHandles.dropArguments(
                  MethodHandles.identity(type.returnType()), 1, Object.class);
          default -> MethodHandles.empty(type);
        };
    return new ConstantCallSite(target.asType(type));
  }
}
