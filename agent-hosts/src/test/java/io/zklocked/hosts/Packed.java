package io.zklocked.hosts;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Packs jars of classes of these tests, and of what else an application has. One thread. */
final class Packed {

  private static final Path CLASSES = Path.of("target", "test-classes").toAbsolutePath();
  private static final Path JARS = Path.of("target", "jars").toAbsolutePath();
  private static final Path OLD = Path.of("target", "old").toAbsolutePath();

  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Manifest manifest = new Manifest();

  Packed() {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  /** The application with its library, without the annotations. */
  static Packed shop() throws IOException {
    return new Packed()
        .classes("", "io.zklocked.hosts.boot")
        .classes("", "io.zklocked.hosts.app")
        .classes("", "io.zklocked.hosts.stock");
  }

  /** The jar of the annotations, as an application has it. */
  static Path annotations() throws IOException {
    Path known = onClassPath("zklocked-annotations", "annotations/target");
    return Files.isDirectory(known)
        ? new Packed()
            .manifest("Automatic-Module-Name", "io.zklocked.annotations")
            .tree("", known)
            .to(JARS.resolve("zklocked-annotations.jar"))
        : known;
  }

  /** The one entry of these tests' class path whose name contains one of these. */
  static Path onClassPath(String... names) {
    var found =
        classPath()
            .filter(entry -> Arrays.stream(names).anyMatch(entry.toString()::contains))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("not one of " + Arrays.toString(names) + ": " + found);
    }
    return found.get(0);
  }

  /** The entries of these tests' class path that begin with one of these. */
  static Object[] startingWith(String... names) {
    return classPath()
        .filter(entry -> Arrays.stream(names).anyMatch(entry.getFileName().toString()::startsWith))
        .toArray();
  }

  private static Stream<Path> classPath() {
    return Arrays.stream(
            System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
        .map(Path::of);
  }

  /** Compiles a module's descriptor. */
  static Path moduleInfo(Path directory, String text, Path modulePath) throws IOException {
    Path source = Files.writeString(directory.resolve("module-info.java"), text);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-p",
                modulePath.toString(),
                "-d",
                directory.toString(),
                source.toString());
    if (result != 0) {
      throw new AssertionError("does not compile: " + text);
    }
    return directory.resolve("module-info.class");
  }

  /** A jar that the build has brought. */
  static Path brought(String name) {
    return JARS.resolve(name);
  }

  /** All jars of an application of some years ago. */
  static Object[] old() throws IOException {
    try (Stream<Path> jars = Files.list(OLD)) {
      return jars.toArray();
    }
  }

  Packed manifest(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  /** The classes of a package of these tests, without those below it. */
  Packed classes(String prefix, String packageName) throws IOException {
    String directory = packageName.replace('.', '/');
    try (Stream<Path> files = Files.list(CLASSES.resolve(directory))) {
      files
          .filter(file -> file.toString().endsWith(".class"))
          .forEach(file -> file(prefix + directory + "/" + file.getFileName(), file));
    }
    return this;
  }

  /** All files below a directory. */
  Packed tree(String prefix, Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> file(prefix + root.relativize(file).toString().replace('\\', '/'), file));
    }
    return this;
  }

  /** All entries of another jar, but for its manifest. */
  Packed contents(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (!entry.isDirectory() && !entry.getName().equals("META-INF/MANIFEST.MF")) {
          entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
      }
    }
    return this;
  }

  Packed file(String name, Path file) {
    try {
      entries.put(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Packed text(String name, String text) {
    entries.put(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return this;
  }

  /** Writes the jar, all of it stored, as nested jars have to be. */
  Path to(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      var head = new java.io.ByteArrayOutputStream();
      manifest.write(head);
      put(zip, "META-INF/MANIFEST.MF", head.toByteArray());
      for (String directory : directories()) {
        put(zip, directory, new byte[0]);
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(zip, entry.getKey(), entry.getValue());
      }
    }
    return jar;
  }

  /** Spring Boot's loaders look for entries of them. */
  private Set<String> directories() {
    Set<String> all = new TreeSet<>();
    for (String name : entries.keySet()) {
      for (int at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
        all.add(name.substring(0, at + 1));
      }
    }
    return all;
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
