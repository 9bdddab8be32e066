package io.zklocked.runtime.curator;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Tells that a server shows a certificate, and goes no further: it trusts none. Immutable.
 *
 * <p>For the question whether a port speaks TLS, by a client that was told to speak plain TCP.
 */
final class CertificateSight extends X509ExtendedTrustManager {

  private final Runnable shown;

  private CertificateSight(Runnable shown) {
    this.shown = shown;
  }

  /** A context whose every handshake fails, after a call of the action if there was one. */
  static SSLContext context(Runnable shown) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new CertificateSight(shown)}, null);
    return context;
  }

  private void refuse() throws CertificateException {
    shown.run();
    throw new CertificateException("trusts no server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    refuse();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    refuse();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    refuse();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    refuse();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    refuse();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    refuse();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
