package io.zklocked.runtime;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration file. By {@code java.io} alone, since it is read before the application
 * has chosen its default file system.
 */
final class ConfigFile {

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final String path;
  private final String namedBy;

  /**
   * A file to be read.
   *
   * @param path where it is; relative to the working directory
   * @param namedBy what named it, for messages
   */
  ConfigFile(String path, String namedBy) {
    this.path = path;
    this.namedBy = namedBy;
  }

  ConfigSource read() {
    File file = new File(path);
    if (!file.exists()) {
      throw unreadable("is not there", "Create it, or correct the path", null);
    }
    if (file.isDirectory()) {
      throw unreadable("is a directory", "Name a properties file", null);
    }
    try (Reader reader =
        new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8.newDecoder())) {
      return ConfigSource.file(path, entries(reader));
    } catch (CharacterCodingException e) {
      throw unreadable("is not text in UTF-8", "Save it as UTF-8", e);
    } catch (IOException e) {
      throw unreadable("cannot be read (" + e.getMessage() + ")", "Let this process read it", e);
    } catch (IllegalArgumentException e) {
      throw unreadable(
          "is not a properties file (" + e.getMessage() + ")", "Double its backslashes", e);
    }
  }

  private Map<String, String> entries(Reader reader) throws IOException {
    PushbackReader text = new PushbackReader(reader);
    int first = text.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      text.unread(first);
    }
    Entries entries = new Entries("file ".concat(path));
    entries.load(text);
    return entries.found;
  }

  private ConfigException unreadable(String what, String remedy, @Nullable Throwable cause) {
    return new ConfigException(
        "The configuration file "
            + QuotedValue.of(path)
            + ", named by the "
            + namedBy
            + ", "
            + what
            + ". It would be "
            + QuotedValue.of(new File(path).getAbsolutePath())
            + ". "
            + remedy
            + ", or leave "
            + ConfigKey.CONFIG.text()
            + " out.",
        "file ".concat(path),
        null,
        cause);
  }

  /** Takes the entries as they are read, since a map of properties would hide doubles. */
  private static final class Entries extends Properties {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> found = new TreeMap<>();
    private final String source;

    Entries(String source) {
      this.source = source;
    }

    @Override
    public synchronized Object put(Object key, Object value) {
      if (found.put((String) key, ((String) value).strip()) != null) {
        throw ConfigSource.twice(source, (String) key);
      }
      return value;
    }
  }
}
