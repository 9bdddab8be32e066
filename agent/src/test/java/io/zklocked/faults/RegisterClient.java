package io.zklocked.faults;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** A process's connection to the {@link Register}. Thread-safe: one question at a time. */
final class RegisterClient implements Closeable {

  private final ReentrantLock lock = new ReentrantLock();
  private final Socket socket;
  private final OutputStream out;
  private final BufferedReader in;

  RegisterClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Writes under a token; says whether the register accepted it. */
  boolean write(String key, String who, String visit, Belief belief) {
    String line = "%s %s %s %d %d\n".formatted(key, who, visit, belief.czxid(), belief.grant());
    lock.lock();
    try {
      out.write(line.getBytes(StandardCharsets.US_ASCII));
      String answer = in.readLine();
      if (answer == null) {
        throw new IOException("the register is gone");
      }
      return answer.equals(Register.ACCEPTED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
