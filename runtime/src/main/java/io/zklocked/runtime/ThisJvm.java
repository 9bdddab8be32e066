package io.zklocked.runtime;

import io.zklocked.runtime.engine.JvmIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Who this process is. */
final class ThisJvm {

  private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  private ThisJvm() {}

  static JvmIdentity identity() {
    ProcessHandle self = ProcessHandle.current();
    return new JvmIdentity(
        hostName(), self.pid(), self.info().startInstant().orElseGet(Instant::now));
  }

  /** The kernel's answer where there is one: a resolver may take seconds for the same. */
  private static String hostName() {
    try {
      String name = Files.readString(LINUX_HOST_NAME).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException e) {
      // not Linux
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-host";
    }
  }

  /** Ids that no other process gives: 64 random bits of this runtime, and a counter. */
  static Supplier<UUID> ids() {
    long runtime = new SecureRandom().nextLong();
    AtomicLong count = new AtomicLong();
    return () -> new UUID(runtime, count.incrementAndGet());
  }
}
