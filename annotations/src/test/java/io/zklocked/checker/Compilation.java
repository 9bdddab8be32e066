package io.zklocked.checker;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources with the checker, by javac's own API. Confined to one thread. */
final class Compilation {

  private final Path output;
  private final List<String> options = new ArrayList<>(List.of("-Xlint:all,-processing"));
  private final List<Processor> processors = new ArrayList<>(List.of(new LockChecker()));
  private final List<JavaFileObject> sources = new ArrayList<>();
  private final DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();

  Compilation(Path output) {
    this.output = output;
  }

  Compilation with(Processor processor) {
    processors.add(0, processor);
    return this;
  }

  Compilation with(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Adds a source file; its name comes from the text. */
  Compilation source(String name, String text) {
    sources.add(
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignored) {
            return text;
          }
        });
    return this;
  }

  /** Compiles, and says whether there was no error. */
  boolean run() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter unexpected = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      Files.createDirectories(output);
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
      JavaCompiler.CompilationTask task =
          compiler.getTask(unexpected, files, found, options, null, sources);
      task.setProcessors(processors);
      task.setLocale(Locale.ROOT);
      boolean compiled = task.call();
      if (!unexpected.toString().isEmpty()) {
        throw new AssertionError(unexpected.toString());
      }
      return compiled;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the compiler said: kind, line, column, message. */
  List<String> said() {
    return found.getDiagnostics().stream().map(Compilation::line).toList();
  }

  private static String line(Diagnostic<? extends JavaFileObject> each) {
    return each.getKind()
        + " "
        + each.getLineNumber()
        + ":"
        + each.getColumnNumber()
        + " "
        + each.getMessage(Locale.ROOT);
  }

  /** The recorded locks, by the name of their file. */
  Map<String, String> records() {
    Path directory = output.resolve("META-INF/zklocked");
    Map<String, String> records = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          records.put(file.getFileName().toString(), Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return records;
  }
}
