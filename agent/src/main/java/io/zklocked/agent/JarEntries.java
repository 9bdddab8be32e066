package io.zklocked.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Opens addresses of the agent's own files in the jar that is open already: by its path it might be
 * gone, or be another by now. Thread-safe.
 */
final class JarEntries extends URLStreamHandler {

  private final IsolatedLoader loader;

  JarEntries(IsolatedLoader loader) {
    this.loader = loader;
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new Connection(url, loader);
  }

  /** One file. */
  private static final class Connection extends URLConnection {

    private final IsolatedLoader loader;

    Connection(URL url, IsolatedLoader loader) {
      super(url);
      this.loader = loader;
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      InputStream file = loader.open(url.getPath());
      if (file == null) {
        throw new FileNotFoundException(url.getPath());
      }
      return file;
    }
  }
}
