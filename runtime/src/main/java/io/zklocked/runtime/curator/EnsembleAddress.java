package io.zklocked.runtime.curator;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.zookeeper.client.ConnectStringParser;
import org.jspecify.annotations.Nullable;

/**
 * Where the servers are: {@code host:port,host:port/chroot}. Immutable. Names are not looked up
 * here.
 *
 * @param text as it was written, without blanks around it
 */
public record EnsembleAddress(String text) {

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+(%\\w+)?");

  /**
   * Checks an address.
   *
   * @throws IllegalArgumentException if it cannot be one; the message says what is wrong and what
   *     an address looks like
   */
  public EnsembleAddress {
    text = text.trim();
    ConnectStringParser parsed = parse(text);
    if (parsed.getServerAddresses().isEmpty()) {
      throw malformed(text, "it names no server", null);
    }
    for (var server : parsed.getServerAddresses()) {
      if (!HOST.matcher(server.getHostString()).matches()) {
        throw malformed(text, "'" + server.getHostString() + "' is not a host", null);
      }
      if (server.getPort() == 0) {
        throw malformed(text, "0 is not a port", null);
      }
    }
  }

  /** The hosts, as names or numbers. */
  List<String> hosts() {
    return parse(text).getServerAddresses().stream().map(a -> a.getHostString()).toList();
  }

  private static ConnectStringParser parse(String text) {
    try {
      return new ConnectStringParser(text);
    } catch (IllegalArgumentException e) {
      throw malformed(text, String.valueOf(e.getMessage()), e);
    }
  }

  private static IllegalArgumentException malformed(
      String text, String wrong, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is not the address of an ensemble: "
            + wrong
            + ". Write host:port,host:port, with /chroot behind it if there is one",
        cause);
  }
}
