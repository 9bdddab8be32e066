package io.zklocked.agent.link;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Is told of woven methods when their call sites are linked. Thread-safe. */
public interface MethodWatch {

  /** Watches nothing. */
  MethodWatch NONE =
      new MethodWatch() {
        @Override
        public void linked(Class<?> owner, String name, String descriptor) {}

        @Override
        public @Nullable LongAdder calls(Class<?> owner, String name, String descriptor) {
          return null;
        }

        @Override
        public void unlinked(
            Class<?> owner, String name, String descriptor, boolean fails, String reason) {}
      };

  /**
   * A method is called for the first time, or again after what is set of its locks has changed.
   *
   * @param owner its class
   * @param name its name
   * @param descriptor its types
   */
  void linked(Class<?> owner, String name, String descriptor);

  /**
   * Counts the calls of a method.
   *
   * @param owner its class
   * @param name its name
   * @param descriptor its types
   * @return the counter, always the same; null if nobody counts
   */
  @Nullable LongAdder calls(Class<?> owner, String name, String descriptor);

  /**
   * A method that was woven cannot be locked after all.
   *
   * @param owner its class
   * @param name its name
   * @param descriptor its types
   * @param fails whether its calls throw; otherwise they run without locks
   * @param reason why
   */
  void unlinked(Class<?> owner, String name, String descriptor, boolean fails, String reason);
}
