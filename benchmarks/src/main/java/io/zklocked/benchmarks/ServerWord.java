package io.zklocked.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;

/** Asks a server something by one word, and reads its answer to the end. */
final class ServerWord {

  private static final int PATIENCE_MILLIS = 10_000;

  private ServerWord() {}

  /**
   * Asks. Blocks for the answer.
   *
   * @param port of this machine
   * @param word such as {@code srvr}
   * @throws IOException if nobody answers there
   */
  static String ask(int port, String word) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(word.getBytes(UTF_8));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** The figures of ZooKeeper's {@code mntr}: those that are numbers. */
  static Map<String, Double> figures(String answer) {
    Map<String, Double> figures = new TreeMap<>();
    answer
        .lines()
        .map(line -> line.split("\t", 2))
        .filter(parts -> parts.length == 2 && parts[1].matches("-?[0-9.]+(E[0-9]+)?"))
        .forEach(parts -> figures.put(parts[0], Double.valueOf(parts[1])));
    return figures;
  }
}
