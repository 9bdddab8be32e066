package io.zklocked.runtime.order;

import io.zklocked.runtime.engine.FlatJson;
import io.zklocked.runtime.engine.JvmIdentity;
import io.zklocked.runtime.engine.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of an order: at most {@value #MOST_BYTES} bytes of JSON in UTF-8, written once.
 * What others wrote is made harmless and cut; the names by which locks are compared are not shown
 * to anybody.
 */
final class OrderRecord {

  static final int MOST_BYTES = 2_048;

  private static final int MOST_NAME = 200;
  private static final int MOST_FRAMES = 64;
  private static final char SHARED = 'r';
  private static final char EXCLUSIVE = 'x';

  /** No name of a class or method has one of these. */
  private static final String BETWEEN_FRAMES = ";";

  private static final String BETWEEN_PARTS = "/";

  private OrderRecord() {}

  /** The data of a node, with as much of the stack as fits; null if the rest does not. */
  static byte @Nullable [] encode(Witness witness, JvmIdentity jvm) {
    List<StackTraceElement> stack = witness.call().stack();
    for (int frames = stack.size(); ; frames = frames * 7 / 8) {
      String json = json(witness, jvm, stack.subList(0, frames)).toString();
      byte[] data = json.getBytes(StandardCharsets.UTF_8);
      if (data.length <= MOST_BYTES) {
        return data;
      }
      if (frames == 0) {
        return null;
      }
    }
  }

  private static FlatJson json(Witness witness, JvmIdentity jvm, List<StackTraceElement> stack) {
    NestedCall call = witness.call();
    FlatJson json = new FlatJson();
    json.add("v", "1");
    json.add("lib", "zklocked");
    json.add("host", Printable.of(jvm.host(), MOST_NAME));
    json.add("pid", Long.toString(jvm.pid()));
    json.add("thread", Printable.of(call.thread(), MOST_NAME));
    json.add("first", witness.order().held());
    json.add("second", witness.order().wanted());
    json.add("held", witness.held());
    json.add("wanted", witness.wanted());
    json.add("heldBy", call.held());
    json.add("wantedBy", call.wanted());
    json.add("gates", gates(witness.gates()));
    json.add("stack", String.join(BETWEEN_FRAMES, stack.stream().map(OrderRecord::frame).toList()));
    return json;
  }

  private static String gates(Gates gates) {
    StringBuilder text = new StringBuilder();
    for (String path : gates.all()) {
      text.append(text.length() == 0 ? "" : "\n")
          .append(gates.exclusive().contains(path) ? EXCLUSIVE : SHARED)
          .append(path);
    }
    return text.toString();
  }

  private static String frame(StackTraceElement frame) {
    String file = frame.getFileName();
    boolean isPlain = file != null && !file.contains(BETWEEN_FRAMES) && !file.contains("/");
    return String.join(
        BETWEEN_PARTS,
        frame.getClassName().replace('/', '.'), // as hidden classes have one
        frame.getMethodName(),
        isPlain ? file : "",
        Integer.toString(frame.getLineNumber()));
  }

  /** Reads whatever a node holds; null for what is no order. */
  static @Nullable Witness decode(byte[] data) {
    FlatJson json = FlatJson.parse(new String(data, StandardCharsets.UTF_8));
    String first = json == null ? null : json.get("first");
    String second = json == null ? null : json.get("second");
    if (json == null || first == null || second == null) {
      return null;
    }
    String process =
        "another process (host %s, pid %s)".formatted(text(json, "host"), text(json, "pid"));
    NestedCall call =
        new NestedCall(
            text(json, "heldBy"),
            text(json, "wantedBy"),
            text(json, "thread"),
            stack(json.get("stack")),
            process);
    return new Witness(
        new Order(first, second),
        gates(json.get("gates")),
        call,
        text(json, "held"),
        text(json, "wanted"),
        "");
  }

  private static String text(FlatJson json, String name) {
    return Printable.of(Objects.requireNonNullElse(json.get(name), "unknown"), MOST_NAME);
  }

  private static Gates gates(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Gates.NONE;
    }
    Set<String> exclusive = new HashSet<>();
    Set<String> all = new HashSet<>();
    for (String gate : text.split("\n", -1)) {
      if (!gate.isEmpty()) {
        all.add(gate.substring(1));
        if (gate.charAt(0) == EXCLUSIVE) {
          exclusive.add(gate.substring(1));
        }
      }
    }
    return new Gates(exclusive, all);
  }

  private static List<StackTraceElement> stack(@Nullable String text) {
    List<StackTraceElement> stack = new ArrayList<>();
    if (text != null) {
      for (String frame : text.split(BETWEEN_FRAMES, MOST_FRAMES + 1)) {
        String[] parts = frame.split(BETWEEN_PARTS, -1);
        if (parts.length == 4) {
          stack.add(frame(parts));
        }
      }
    }
    return stack;
  }

  private static StackTraceElement frame(String[] parts) {
    return new StackTraceElement(
        Printable.of(parts[0], MOST_NAME),
        Printable.of(parts[1], MOST_NAME),
        parts[2].isEmpty() ? null : Printable.of(parts[2], MOST_NAME),
        line(parts[3]));
  }

  private static int line(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1; // a stranger's record may say anything
    }
  }
}
