package io.zklocked.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Opens addresses of the agent's own files in the jar that is open already: by its path it might be
 * gone, or be another by now. Thread-safe.
 */
final class JarEntries extends URLStreamHandler {

  private final IsolatedLoader loader;

  private JarEntries(IsolatedLoader loader) {
    this.loader = loader;
  }

  /** The address of a file, for the few that are asked for by one. */
  static URL url(IsolatedLoader loader, String name) {
    try {
      return new URL(null, "zklocked:".concat(name), new JarEntries(loader));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
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
