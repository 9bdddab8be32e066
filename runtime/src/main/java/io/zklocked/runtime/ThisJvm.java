package io.zklocked.runtime;

import io.zklocked.runtime.engine.JvmIdentity;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Who this process is. It asks the kernel first: what the JDK has for the same loads a hundred
 * classes and more, which each first lock would wait for.
 */
final class ThisJvm {

  private static final String LINUX_HOST_NAME = "/proc/sys/kernel/hostname";
  private static final String RANDOM = "/dev/urandom";

  private ThisJvm() {}

  static JvmIdentity identity() {
    ProcessHandle self = ProcessHandle.current();
    return new JvmIdentity(
        hostName(), self.pid(), self.info().startInstant().orElseGet(Instant::now));
  }

  /** The kernel's answer where there is one: a resolver may take seconds for the same. */
  private static String hostName() {
    try (InputStream file = new FileInputStream(LINUX_HOST_NAME)) {
      String name = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
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
    long runtime = random();
    AtomicLong count = new AtomicLong();
    return () -> new UUID(runtime, count.incrementAndGet());
  }

  private static long random() {
    try (InputStream file = new FileInputStream(RANDOM)) {
      return ByteBuffer.wrap(file.readNBytes(Long.BYTES)).getLong();
    } catch (IOException | BufferUnderflowException e) {
      return new SecureRandom().nextLong(); // not Unix
    }
  }
}
