package io.zklocked.runtime.engine;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a contender's node says about its owner: at most {@value #MAX_BYTES} bytes of JSON in UTF-8,
 * written once. Other clients write other things there, so that reading accepts anything.
 * Immutable.
 *
 * @param host the machine, or null if unknown
 * @param pid the process, or null if unknown
 * @param thread the name of the thread, or null if unknown
 * @param method for whom, or null if unknown
 * @param since when it joined the line by its own clock, or null if unknown
 * @param other what another client wrote, escaped and cut; null for a record of ours
 */
public record OwnerRecord(
    @Nullable String host,
    @Nullable String pid,
    @Nullable String thread,
    @Nullable String method,
    @Nullable Instant since,
    @Nullable String other) {

  static final int MAX_BYTES = 512;
  private static final int MAX_TEXT = 80;

  static OwnerRecord of(JvmIdentity jvm, Request request, Moment since) {
    return new OwnerRecord(
        jvm.host(),
        Long.toString(jvm.pid()),
        request.thread(),
        request.method(),
        Instant.ofEpochMilli(since.millis()),
        null);
  }

  /** The record as data of a node; names are cut until it fits. */
  byte[] encode(JvmIdentity jvm) {
    return encode(jvm, 0);
  }

  /**
   * The same for a permit.
   *
   * @param permits how many the semaphore has; 0 for what is no permit
   */
  byte[] encode(JvmIdentity jvm, int permits) {
    for (int longest = MAX_TEXT; ; longest /= 2) {
      byte[] data = json(jvm, permits, longest).getBytes(StandardCharsets.UTF_8);
      if (data.length <= MAX_BYTES) {
        return data;
      }
    }
  }

  private String json(JvmIdentity jvm, int permits, int longest) {
    FlatJson json = new FlatJson();
    json.add("v", "1");
    json.add("lib", "zklocked");
    json.add("permits", permits == 0 ? null : Integer.toString(permits));
    json.add("host", cut(host, longest));
    json.add("pid", pid);
    json.add("started", jvm.started().toString());
    json.add("thread", cut(thread, longest));
    json.add("method", cut(method, longest));
    json.add("since", since == null ? null : since.toString());
    return json.toString();
  }

  /**
   * Reads whatever a node holds.
   *
   * @param data anything
   * @return what it says, escaped and cut
   */
  public static OwnerRecord decode(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    FlatJson json = FlatJson.parse(text);
    if (json == null || json.get("host") == null) {
      String shown = Printable.of(text, MAX_TEXT);
      return new OwnerRecord(null, null, null, null, null, shown.isEmpty() ? null : shown);
    }
    return new OwnerRecord(
        clean(json.get("host")),
        clean(json.get("pid")),
        clean(json.get("thread")),
        clean(json.get("method")),
        instant(json.get("since")),
        null);
  }

  /**
   * How many permits the node of a permit says that there are.
   *
   * @param data what the node holds
   * @return the number; 0 if it does not say
   */
  public static int permits(byte[] data) {
    FlatJson json = FlatJson.parse(new String(data, StandardCharsets.UTF_8));
    String permits = json == null ? null : json.get("permits");
    try {
      return permits == null ? 0 : Math.max(0, Integer.parseInt(permits));
    } catch (NumberFormatException e) {
      return 0; // a stranger's record may say anything
    }
  }

  /**
   * Who it is.
   *
   * @return one line that is safe to print
   */
  public String describe() {
    if (host == null) {
      return other == null
          ? "a client that left no owner record"
          : "a client of another kind, whose node says '" + other + "'";
    }
    StringBuilder line = new StringBuilder("host ").append(host);
    append(line, ", pid ", pid);
    append(line, ", thread ", thread);
    append(line, ", in ", method);
    return line.toString();
  }

  private static void append(StringBuilder line, String before, @Nullable String part) {
    if (part != null) {
      line.append(before).append(part);
    }
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null; // a stranger's record may say anything
    }
  }

  private static @Nullable String clean(@Nullable String text) {
    return text == null ? null : Printable.of(text, MAX_TEXT);
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    return text == null || text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest));
  }
}
