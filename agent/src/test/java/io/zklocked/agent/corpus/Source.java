package io.zklocked.agent.corpus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A source in some language, and how its compiler is called. The compilers are found by name, in a
 * loader of their own.
 *
 * @param language what it is written in, for people
 * @param file its name
 * @param text the source
 * @param compiler compiles it
 */
record Source(String language, String file, String text, Compiler compiler) {

  /** A compiler of some language. */
  interface Compiler {

    /**
     * Compiles.
     *
     * @param source the file
     * @param directory where the class files go
     * @param path the class path
     * @return what it said, if it failed
     */
    String compile(ClassLoader compilers, Path source, Path directory, String path)
        throws ReflectiveOperationException;
  }

  /** Compiles it to a directory of its own. */
  void compile(ClassLoader compilers, String path)
      throws IOException, ReflectiveOperationException {
    Path output = Files.createDirectories(output());
    Path source = Files.writeString(output.resolveSibling(file), text);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(compilers);
    String said = compiler.compile(compilers, source, output, path);
    thread.setContextClassLoader(before);
    if (classes().isEmpty()) {
      throw new IllegalStateException(language + ": " + said);
    }
  }

  /** The class files, by the names of their classes. */
  Map<String, byte[]> classes() throws IOException {
    Path output = output();
    Map<String, byte[]> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path each : files.filter(name -> name.toString().endsWith(".class")).toList()) {
        String name = output.relativize(each).toString().replace('/', '.').replace('\\', '.');
        classes.put(name.substring(0, name.length() - 6), Files.readAllBytes(each));
      }
    }
    return classes;
  }

  private Path output() {
    return Path.of("target", "languages", language.replace(' ', '-'), "classes");
  }

  static String kotlin(ClassLoader compilers, Path source, Path directory, String path)
      throws ReflectiveOperationException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Class<?> type = compilers.loadClass("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler");
    type.getMethod("exec", PrintStream.class, String[].class)
        .invoke(
            type.getConstructor().newInstance(),
            new PrintStream(said),
            new String[] {
              "-d",
              directory.toString(),
              "-classpath",
              path,
              "-no-stdlib",
              "-no-reflect",
              "-java-parameters",
              source.toString()
            });
    return said.toString(StandardCharsets.UTF_8);
  }

  static String scala(ClassLoader compilers, Path source, Path directory, String path)
      throws ReflectiveOperationException {
    compilers
        .loadClass("scala.tools.nsc.Main")
        .getMethod("process", String[].class)
        .invoke(
            null,
            (Object)
                new String[] {
                  "-d",
                  directory.toString(),
                  "-classpath",
                  path,
                  "-release",
                  "17",
                  source.toString()
                });
    return "see above";
  }

  static String groovy(ClassLoader compilers, Path source, Path directory, String path)
      throws ReflectiveOperationException {
    Class<?> settings = compilers.loadClass("org.codehaus.groovy.control.CompilerConfiguration");
    Object configuration = settings.getConstructor().newInstance();
    settings
        .getMethod("setTargetDirectory", String.class)
        .invoke(configuration, directory.toString());
    settings.getMethod("setClasspath", String.class).invoke(configuration, path);
    settings.getMethod("setParameters", boolean.class).invoke(configuration, true);
    Class<?> unit = compilers.loadClass("org.codehaus.groovy.tools.Compiler");
    unit.getMethod("compile", java.io.File[].class)
        .invoke(
            unit.getConstructor(settings).newInstance(configuration),
            (Object) new java.io.File[] {source.toFile()});
    return "nothing";
  }

  /** The compiler of Eclipse, which still writes the class files of Java 1.1. */
  static Compiler eclipse(String source, String target) {
    return (compilers, file, directory, path) -> {
      StringWriter said = new StringWriter();
      PrintWriter writer = new PrintWriter(said);
      Class<?> type = compilers.loadClass("org.eclipse.jdt.internal.compiler.batch.Main");
      List<String> arguments =
          new ArrayList<>(
              List.of("-nowarn", "-proc:none", "-g", "-source", source, "-target", target));
      arguments.addAll(List.of("-cp", path, "-d", directory.toString(), file.toString()));
      Object main =
          type.getConstructor(PrintWriter.class, PrintWriter.class, boolean.class)
              .newInstance(writer, writer, false);
      type.getMethod("compile", String[].class)
          .invoke(main, (Object) arguments.toArray(String[]::new));
      return said.toString();
    };
  }
}
