package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Created;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator leaves behind who broke a lock, in a node that nothing but its name ties to the
 * broken contender: JSON in UTF-8. Reading accepts anything. Immutable.
 *
 * @param reason why, in the operator's words
 * @param by who did it
 * @param host on which machine
 * @param at when, by that machine's clock; null if it is not known
 * @param resource the lock
 * @param node the contender's node, which was deleted
 * @param owner what that node held; empty if it is not known
 */
public record BreakRecord(
    String reason,
    String by,
    String host,
    @Nullable Instant at,
    String resource,
    String node,
    String owner) {

  private static final int MAX_TEXT = 300;
  private static final int MAX_PATH = 1_000;
  private static final int MAX_OWNER = 2 * OwnerRecord.MAX_BYTES;

  /** Cuts what is longer than anybody reads. */
  public BreakRecord {
    reason = Printable.of(reason, MAX_TEXT);
    by = Printable.of(by, MAX_TEXT);
    host = Printable.of(host, MAX_TEXT);
    resource = Printable.of(resource, MAX_PATH);
    node = Printable.of(node, MAX_PATH);
    owner = Printable.of(owner, MAX_OWNER);
  }

  /**
   * Where the record of a broken contender lies: no two contenders have the same place.
   *
   * @param directory where operators leave word
   * @param node the contender's path
   * @param czxid the transaction that made it
   * @return an absolute path, one element below the directory
   */
  public static String path(String directory, String node, long czxid) {
    // Behind the name, so that it does not end like that of a contender.
    return directory + node.substring(node.lastIndexOf('/')) + "-%016x".formatted(czxid);
  }

  static String path(String directory, Created node) {
    return path(directory, node.path(), node.czxid());
  }

  /**
   * The record as data of a node.
   *
   * @return JSON in UTF-8
   */
  public byte[] encode() {
    FlatJson json = new FlatJson();
    json.add("v", "1");
    json.add("reason", reason);
    json.add("by", by);
    json.add("host", host);
    json.add("at", at == null ? null : at.toString());
    json.add("resource", resource);
    json.add("node", node);
    json.add("owner", owner);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads whatever a node holds.
   *
   * @param data anything
   * @return what it says, escaped and cut; empty where it says nothing
   */
  public static BreakRecord decode(byte[] data) {
    FlatJson json = FlatJson.parse(new String(data, StandardCharsets.UTF_8));
    FlatJson read = json == null ? new FlatJson() : json;
    return new BreakRecord(
        text(read, "reason"),
        text(read, "by"),
        text(read, "host"),
        instant(read.get("at")),
        text(read, "resource"),
        text(read, "node"),
        text(read, "owner"));
  }

  private static String text(FlatJson json, String name) {
    String value = json.get(name);
    return value == null ? "" : value;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null; // a stranger's record may say anything
    }
  }

  /**
   * Who broke the lock and why.
   *
   * @return part of a sentence, in one line that is safe to print
   */
  public String describe() {
    StringBuilder text = new StringBuilder("'").append(reason).append("'");
    text.append(by.isEmpty() ? "" : " (" + by + (host.isEmpty() ? "" : " on " + host) + ")");
    return text.toString();
  }
}
