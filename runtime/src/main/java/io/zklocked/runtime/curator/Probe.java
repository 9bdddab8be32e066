package io.zklocked.runtime.curator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out why servers that are there take no connection of ZooKeeper's client, which only logs
 * it: shakes hands with each as TLS has it, and says nothing more to it. Immutable; blocks, for a
 * few seconds a server.
 */
final class Probe {

  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 3_000;
  private static final int REFUSAL_MILLIS = 500;

  private final Servers address;
  private final ClientSettings settings;
  private final @Nullable Tls tls;

  Probe(Servers address, ClientSettings settings, @Nullable Tls tls) {
    this.address = address;
    this.settings = settings;
    this.tls = tls;
  }

  /** What happened at the first server that is there, and what to do; null if nothing is wrong. */
  @Nullable String whyRefused() {
    String reason = null;
    for (InetSocketAddress server : address.sockets()) {
      if (reason == null) {
        reason = tls == null ? whySilent(server) : whyRefused(server, tls);
      }
    }
    return reason;
  }

  private @Nullable String whySilent(InetSocketAddress server) {
    AtomicBoolean speaksTls = new AtomicBoolean();
    try (Socket socket = connect(server)) {
      handshake(socket, server, CertificateSight.context(() -> speaksTls.set(true)), false);
    } catch (IOException | GeneralSecurityException e) {
      LOG.debug("No TLS at {}", server, e);
    }
    return speaksTls.get()
        ? "The server "
            + name(server)
            + " speaks TLS, and this client does not. Set tls.truststore, or connect to the port"
            + " without TLS"
        : null;
  }

  private @Nullable String whyRefused(InetSocketAddress server, Tls how) {
    SSLContext context;
    try (var stores = new ClientX509Util()) {
      context = stores.createSSLContext(settings);
    } catch (X509Exception e) {
      return "The stores for TLS cannot be used: "
          + innermost(e)
          + ". Check tls.truststore, tls.keystore and the files with their passwords";
    }
    try (Socket socket = connect(server)) {
      handshake(socket, server, context, how.hostnameVerification());
      return null;
    } catch (SSLException e) {
      return reason(server, e);
    } catch (IOException e) {
      LOG.debug("No connection to {}", server, e);
      return null;
    }
  }

  private static Socket connect(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(server.getHostString(), server.getPort()), CONNECT_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** A refusal may come with the handshake, or, by TLS 1.3, soon after it. */
  private static void handshake(
      Socket socket, InetSocketAddress server, SSLContext context, boolean verify)
      throws IOException {
    try (SSLSocket secured =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(socket, server.getHostString(), server.getPort(), true)) {
      if (verify) {
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
      }
      secured.startHandshake();
      secured.setSoTimeout(REFUSAL_MILLIS);
      if (secured.getInputStream().read() >= 0) {
        LOG.debug("{} speaks first", server);
      }
    } catch (SocketTimeoutException e) {
      LOG.debug("{} has nothing against this client", server);
    }
  }

  private static String reason(InetSocketAddress server, SSLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return "The certificate of the server "
            + name(server)
            + " is not accepted: "
            + innermost(e)
            + ". Check tls.truststore, and whether the certificate bears the name in connect"
            + " (tls.hostname-verification)";
      }
    }
    String message = String.valueOf(e.getMessage());
    return message.contains("alert")
        ? "The server "
            + name(server)
            + " refuses the TLS of this client: "
            + message
            + ". Check tls.keystore: most servers want a certificate that they know"
        : "The server "
            + name(server)
            + " does not speak TLS on this port: "
            + message
            + ". Connect to its secure port, or leave tls.truststore and tls.keystore out";
  }

  private static String innermost(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null ? innermost.getClass().getSimpleName() : message;
  }

  private static String name(InetSocketAddress server) {
    return server.getHostString() + ":" + server.getPort();
  }
}
