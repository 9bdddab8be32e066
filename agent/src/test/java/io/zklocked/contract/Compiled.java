package io.zklocked.contract;

import io.zklocked.checker.LockChecker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A source of one class, compiled by javac to a directory. Confined to one thread. */
public final class Compiled {

  private final Path directory;
  private final List<String> errors = new ArrayList<>();

  private Compiled(Path directory) {
    this.directory = directory;
  }

  /** Compiles with the checker. */
  public static Compiled checked(Path directory, String name, String text, String... options) {
    return compile(directory, name, text, true, List.of(options));
  }

  /** Compiles without the checker. */
  public static Compiled unchecked(Path directory, String name, String text, String... options) {
    return compile(directory, name, text, false, List.of(options));
  }

  private static Compiled compile(
      Path directory, String name, String text, boolean check, List<String> options) {
    Compiled compiled = new Compiled(directory);
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      Files.createDirectories(directory);
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
      JavaFileObject source =
          new SimpleJavaFileObject(
              URI.create("string:///" + name.replace('.', '/') + ".java"),
              JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
              return text;
            }
          };
      List<String> all = new ArrayList<>(options);
      if (!check) {
        all.add("-proc:none");
      }
      JavaCompiler.CompilationTask task =
          compiler.getTask(null, files, found, all, null, List.of(source));
      if (check) {
        task.setProcessors(List.of(new LockChecker()));
      }
      boolean succeeded = task.call();
      for (Diagnostic<? extends JavaFileObject> each : found.getDiagnostics()) {
        if (each.getKind() == Diagnostic.Kind.ERROR) {
          compiled.errors.add(each.getMessage(Locale.ROOT));
        }
      }
      if (succeeded != compiled.errors.isEmpty()) {
        throw new AssertionError(found.getDiagnostics());
      }
      return compiled;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sentences of the compiler's errors. */
  public List<String> errors() {
    return errors;
  }

  /** Sees the classes and records, and all that the tests see. */
  public ClassLoader loader() {
    try {
      return new URLClassLoader(
          new URL[] {directory.toUri().toURL()}, Compiled.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class file of a class. */
  public byte[] file(String name) {
    try (InputStream stream =
        Files.newInputStream(directory.resolve(name.replace('.', '/') + ".class"))) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
