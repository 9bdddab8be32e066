package io.zklocked.sample.demo.lockshell;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server is in its ensemble. Immutable.
 *
 * @param address of it
 * @param mode {@code leader}, {@code follower}, {@code standalone}, or what else it said
 */
record ServerRole(String address, String mode) {

  private static final int PATIENCE_MILLIS = 5_000;
  private static final String MODE = "Mode: ";

  /** Asks each server of an ensemble; leaders come first. */
  static List<ServerRole> of(String connect) {
    int slash = connect.indexOf('/');
    List<ServerRole> roles = new ArrayList<>();
    for (String address : (slash < 0 ? connect : connect.substring(0, slash)).split(",", -1)) {
      ServerRole role = new ServerRole(address, mode(status(address)));
      roles.add(role.mode().equals("leader") ? 0 : roles.size(), role);
    }
    return roles;
  }

  static String mode(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(MODE))
        .map(line -> line.substring(MODE.length()))
        .findFirst()
        .orElse("unknown");
  }

  private static String status(String address) {
    int colon = address.lastIndexOf(':');
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
          PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write("srvr".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "unreachable: " + e;
    }
  }
}
