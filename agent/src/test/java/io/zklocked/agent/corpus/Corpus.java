package io.zklocked.agent.corpus;

import io.zklocked.contract.EachJdk;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Weaves every method with a body of whole libraries, loads their classes in a loader for each
 * library, and has the JVM verify them. Run by hand, see CONTRIBUTING.md:
 *
 * <pre>mvn verify -Pcorpus -pl agent -am -DskipTests</pre>
 */
final class Corpus {

  private static final int WANTED = 10_000;

  private Corpus() {}

  /**
   * Prints the counts of each JDK that is there, and fails if a class fails that did not before, or
   * if there are too few.
   *
   * @param arguments the directory of the jars; what a JVM is started with for its part
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 1) {
      System.exit(run(Path.of(arguments[0])) ? 0 : 1);
    }
    EachJdk.run(Corpus.class, arguments[0], "one JVM");
  }

  private static boolean run(Path directory) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(directory)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    System.out.println("JVM " + Runtime.version() + ", " + jars.size() + " libraries");
    LibraryLoader control = new LibraryLoader(Map.of("Broken", Broken.file()), others(List.of()));
    if (!(control.link("Broken") instanceof VerifyError)) {
      throw new AssertionError("a class that cannot be verified passes: nothing is verified here");
    }
    System.out.println(Tally.header());
    Tally all = new Tally();
    for (Path jar : jars) {
      Tally tally = new Tally();
      ClassLoader others = others(jars);
      Library library = new Library(jar, tally);
      library.weave(others);
      library.verify(others);
      System.out.println(tally.row(String.valueOf(jar.getFileName())));
      all.add(tally);
    }
    report(all, directory.resolveSibling("corpus-" + Runtime.version().feature() + ".txt"));
    return all.failures().isEmpty() && all.classes() >= WANTED;
  }

  private static void report(Tally all, Path names) throws IOException {
    System.out.println(all.row("all"));
    System.out.println("versions of class files: " + all.versions());
    System.out.println("refused, by reason:");
    all.reasons().forEach((reason, count) -> System.out.printf("%8d %s%n", count, reason));
    Files.write(names, all.unfit());
    System.out.println(
        all.unfit().size()
            + " classes link neither as they were nor woven, for the same reason: "
            + names);
    System.out.println("linked as they were, and not woven: " + all.failures().size());
    all.failures().forEach(line -> System.out.println("  " + line));
  }

  /** All libraries as they are, and the dispatcher. */
  private static ClassLoader others(List<Path> jars) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    ClassLoader door =
        new ClassLoader(ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("io.zklocked.")) {
              return Corpus.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
          }
        };
    return new URLClassLoader(urls.toArray(URL[]::new), door);
  }
}
