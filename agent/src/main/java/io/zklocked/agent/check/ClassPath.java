package io.zklocked.agent.check;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A class path that is read, not loaded: directories, jars, what the manifests of these name, and
 * the jars within Spring Boot's jars and within wars, which are copied out for as long as this is
 * open. Confined to one thread.
 */
final class ClassPath implements AutoCloseable {

  private static final List<String> CLASSES = List.of("BOOT-INF/classes/", "WEB-INF/classes/");
  private static final List<String> LIBRARIES =
      List.of("BOOT-INF/lib/", "WEB-INF/lib/", "WEB-INF/lib-provided/");

  private final List<ClassPlace> places = new ArrayList<>();
  private final List<ZipFile> open = new ArrayList<>();
  private final List<Path> copies = new ArrayList<>();
  private final Set<Path> taken = new LinkedHashSet<>();

  private ClassPath() {}

  /**
   * Opens a class path.
   *
   * @throws UsageException if a part of it is not there, or is neither a directory nor a jar
   * @throws IOException if a jar cannot be read
   */
  static ClassPath open(String text) throws UsageException, IOException {
    ClassPath path = new ClassPath();
    try {
      for (String part : text.split(File.pathSeparator, -1)) {
        path.take(part);
      }
      return path;
    } catch (UsageException | IOException | RuntimeException e) {
      path.close();
      throw e;
    }
  }

  List<ClassPlace> places() {
    return places;
  }

  /** A resource of the first place that has it; null if none has. */
  @Nullable InputStream find(String name) throws IOException {
    for (ClassPlace place : places) {
      InputStream stream = place.find(name);
      if (stream != null) {
        return stream;
      }
    }
    return null;
  }

  private void take(String part) throws UsageException, IOException {
    if (part.endsWith("*")) {
      File[] files = new File(part.substring(0, part.length() - 1)).listFiles();
      for (File file : files == null ? new File[0] : files) {
        if (file.getName().endsWith(".jar")) {
          take(file.toPath());
        }
      }
      return;
    }
    Path path = Path.of(part);
    if (!Files.exists(path)) {
      throw new UsageException("'" + part + "' on the class path does not exist");
    }
    take(path);
  }

  private void take(Path path) throws UsageException, IOException {
    if (!taken.add(path.toAbsolutePath().normalize())) {
      return;
    }
    if (Files.isDirectory(path)) {
      places.add(new ClassPlace.Directory(path));
      return;
    }
    JarFile jar;
    try {
      jar = new JarFile(path.toFile());
    } catch (ZipException e) {
      throw new UsageException(
          "'" + path + "' is neither a directory nor a jar: " + e.getMessage());
    }
    open.add(jar);
    archive(path.toString(), jar);
    for (Path named : named(path, jar.getManifest())) {
      take(named);
    }
  }

  private void archive(String shown, ZipFile jar) throws IOException {
    for (String prefix : CLASSES) {
      if (jar.stream().anyMatch(entry -> entry.getName().startsWith(prefix))) {
        places.add(new ClassPlace.Archive(shown + "!/" + prefix, jar, prefix));
      }
    }
    places.add(new ClassPlace.Archive(shown, jar, ""));
    for (ZipEntry entry : jar.stream().toList()) {
      String name = entry.getName();
      if (name.endsWith(".jar") && LIBRARIES.stream().anyMatch(name::startsWith)) {
        ZipFile library = new ZipFile(copy(jar, entry).toFile());
        open.add(library);
        places.add(new ClassPlace.Archive(shown + "!/" + name, library, ""));
      }
    }
  }

  private Path copy(ZipFile jar, ZipEntry entry) throws IOException {
    Path copy = Files.createTempFile("zklocked-check", ".jar");
    copies.add(copy);
    try (InputStream stream = jar.getInputStream(entry)) {
      Files.copy(stream, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  /** What a manifest puts on the class path beside its jar, as far as it is there. */
  private static List<Path> named(Path jar, @Nullable Manifest manifest) {
    String text =
        manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    List<Path> named = new ArrayList<>();
    if (text != null) {
      URI base = jar.toAbsolutePath().toUri();
      StringTokenizer parts = new StringTokenizer(text);
      while (parts.hasMoreTokens()) {
        URI place = base.resolve(parts.nextToken());
        if ("file".equals(place.getScheme()) && Files.exists(Path.of(place))) {
          named.add(Path.of(place));
        }
      }
    }
    return named;
  }

  @Override
  public void close() throws IOException {
    for (ZipFile jar : open) {
      jar.close();
    }
    for (Path copy : copies) {
      Files.deleteIfExists(copy);
    }
  }
}
