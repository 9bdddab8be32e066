package io.zklocked.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;

/**
 * Counts the watch notifications that servers send, by who gets them: the process whose own release
 * has caused them, or another one. Thread-safe.
 */
final class Notifications {

  private static final int NOTIFICATION = -1;
  private static final int HEADER = Integer.BYTES + Long.BYTES + Integer.BYTES;
  private static final Pattern CONTENDER = Pattern.compile("_c_[0-9a-f-]{36}");

  private final AtomicLong toOthers = new AtomicLong();
  private final AtomicLong ofOwnNode = new AtomicLong();
  private final AtomicLong ofOwnDirectory = new AtomicLong();

  /** Listens to a connection. */
  Link.Tap tap() {
    return new Ear();
  }

  /** How many went to a process that had not released anything itself. */
  long toOthers() {
    return toOthers.get();
  }

  /** How many told a process that the node was deleted which it had deleted itself. */
  long ofOwnNode() {
    return ofOwnNode.get();
  }

  /** How many told a process that has released its lock that something in the directory changed. */
  long ofOwnDirectory() {
    return ofOwnDirectory.get();
  }

  private final class Ear implements Link.Tap {
    private final Set<String> created = ConcurrentHashMap.newKeySet();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Frames requests = new Frames(this::request);
    private final Frames replies = new Frames(this::reply);

    @Override
    public void asked(byte[] chunk) {
      requests.feed(chunk);
    }

    @Override
    public void answered(byte[] chunk) {
      replies.feed(chunk);
    }

    private void request(ByteBuffer frame) {
      int type = frame.getInt(Integer.BYTES);
      switch (type) {
        case ZooDefs.OpCode.create, ZooDefs.OpCode.create2, ZooDefs.OpCode.multi ->
            note(frame, created);
        case ZooDefs.OpCode.delete -> note(frame, deleted);
        default -> {}
      }
    }

    private void note(ByteBuffer frame, Set<String> into) {
      Matcher names = CONTENDER.matcher(ISO_8859_1.decode(frame));
      while (names.find()) {
        into.add(names.group());
      }
    }

    private void reply(ByteBuffer frame) {
      if (frame.getInt(0) != NOTIFICATION) {
        return;
      }
      int type = frame.getInt(HEADER);
      if (type == Watcher.Event.EventType.NodeDeleted.getIntValue()) {
        Matcher name = CONTENDER.matcher(ISO_8859_1.decode(frame));
        (name.find() && created.contains(name.group()) ? ofOwnNode : toOthers).incrementAndGet();
      } else {
        (deleted.isEmpty() ? toOthers : ofOwnDirectory).incrementAndGet();
      }
    }
  }
}
