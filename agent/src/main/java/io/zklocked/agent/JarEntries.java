package io.zklocked.agent;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Opens addresses of the agent's own files in the jar that is open already: by its path it might be
 * gone, or be another by now. Thread-safe.
 */
final class JarEntries extends URLStreamHandler {

  private final ZipFile jar;

  JarEntries(ZipFile jar) {
    this.jar = jar;
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new Connection(url, jar);
  }

  /** One file. */
  private static final class Connection extends URLConnection {

    private final ZipFile jar;

    Connection(URL url, ZipFile jar) {
      super(url);
      this.jar = jar;
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      ZipEntry entry = jar.getEntry(url.getPath());
      if (entry == null) {
        throw new FileNotFoundException(url.getPath());
      }
      return jar.getInputStream(entry);
    }
  }
}
