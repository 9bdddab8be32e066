package io.zklocked.agent.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** One place of a class path: where class files and other resources are. Confined to one thread. */
interface ClassPlace {

  /** Takes class files, and may fail as reading does. */
  @FunctionalInterface
  interface Visitor {
    void visit(String name, byte[] file) throws IOException;
  }

  /** Where it is, for people. */
  String shown();

  /** Reads all class files; of those for several releases, that for all. */
  void each(Visitor visitor) throws IOException;

  /** A resource; null if it is not here. */
  @Nullable InputStream find(String name) throws IOException;

  private static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.startsWith("BOOT-INF/")
        && !name.startsWith("WEB-INF/")
        && !name.endsWith("module-info.class")
        && !name.endsWith("package-info.class");
  }

  /**
   * A directory of class files.
   *
   * @param root the directory
   */
  record Directory(Path root) implements ClassPlace {

    @Override
    public String shown() {
      return root.toString();
    }

    @Override
    public void each(Visitor visitor) throws IOException {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(root)) {
        files = walk.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        String name = root.relativize(file).toString().replace('\\', '/');
        if (isClass(name)) {
          visitor.visit(name, Files.readAllBytes(file));
        }
      }
    }

    @Override
    public @Nullable InputStream find(String name) throws IOException {
      Path file = root.resolve(name);
      return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
    }
  }

  /**
   * A jar, or a part of one.
   *
   * @param shown where it is, for people
   * @param jar the open jar
   * @param prefix where in the jar: empty, or with a slash at its end
   */
  record Archive(String shown, ZipFile jar, String prefix) implements ClassPlace {

    @Override
    public void each(Visitor visitor) throws IOException {
      for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = entry.getName();
        if (name.startsWith(prefix) && isClass(name.substring(prefix.length()))) {
          try (InputStream stream = jar.getInputStream(entry)) {
            visitor.visit(name.substring(prefix.length()), stream.readAllBytes());
          }
        }
      }
    }

    @Override
    public @Nullable InputStream find(String name) throws IOException {
      ZipEntry entry = jar.getEntry(prefix + name);
      return entry == null ? null : jar.getInputStream(entry);
    }
  }
}
