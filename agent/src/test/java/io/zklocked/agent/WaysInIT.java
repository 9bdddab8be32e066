package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in that need no option on the command line, and agents that were given twice. */
class WaysInIT {

  private static final String APP =
      """
      import io.zklocked.*;
      public class App {
        @ZkLocked("in/{way}") static String in(String way) { return HeldLock.current().resource(); }
        public static void main(String[] a) { System.out.println(in(a.length == 0 ? "" + 1 : a[0])); }
      }
      """;

  /** An agent that loads classes before ours comes. */
  private static final String EARLY =
      """
      public class Early {
        public static void premain(String name) throws Exception { Class.forName(name); }
      }
      """;

  private static final Map<String, String> CONFIGURED = Map.of("ZKLOCKED_CONNECT", "memory");

  @TempDir static Path directory;

  @BeforeAll
  static void compile() throws Exception {
    Forked.compile(directory, "App", APP);
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void trap9OptionsForAllJvmsReachApplicationsAndNoToolOfTheJdk(int jdk) throws Exception {
    Map<String, String> all =
        Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + Forked.AGENT + "=connect=memory");
    Outcome app = Forked.run(all, Forked.tool(jdk, "java"), "-cp", path(), "App", "options");
    assertThat(app.out()).as("%s", app.err()).containsExactly("in/options");
    Map<String, String> wrong = Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + Forked.AGENT);
    String[][] tools = {{"javac", "-version"}, {"jcmd", "-l"}, {"keytool", "-help"}};
    for (String[] tool : tools) {
      Outcome outcome = Forked.run(wrong, Forked.tool(jdk, tool[0]), tool[1]);
      assertThat(outcome.exit()).as("%s: %s", tool[0], outcome.err()).isZero();
      assertThat(outcome.err()).noneMatch(line -> line.startsWith("zklocked"));
    }
  }

  @Test
  void trap21OptionsPassThroughShellsUnquoted() throws Exception {
    String line =
        Forked.tool(17, "java")
            + " -javaagent:"
            + Forked.AGENT
            + "=connect=memory,root=/a/b,wait-time=250ms,session-timeout=6s,log=warn -cp "
            + path()
            + " App eval";
    Outcome outcome = Forked.run(Map.of("LINE", line), "/bin/sh", "-c", "eval $LINE");
    assertThat(outcome.out()).as("%s", outcome.err()).containsExactly("in/eval");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void executableJarNamesTheAgentItself(int jdk) throws Exception {
    Path beside = jar("beside.jar", true, Forked.AGENT + " " + annotations(), false);
    Outcome outcome = Forked.run(CONFIGURED, Forked.tool(jdk, "java"), "-jar", "" + beside, "jar");
    assertThat(outcome.out()).as("%s", outcome.err()).containsExactly("in/jar");
    assertThat(outcome.exit()).isZero();

    Path merged = jar("merged.jar", true, annotations(), true);
    outcome = Forked.run(CONFIGURED, Forked.tool(jdk, "java"), "-jar", "" + merged, "merged");
    assertThat(outcome.out()).as("%s", outcome.err()).containsExactly("in/merged");

    outcome = Forked.run(Map.of(), Forked.tool(jdk, "java"), "-jar", "" + beside);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).singleElement().asString().contains("No ensemble is configured");
  }

  /** As a manifest names it: a directory ends with a slash. */
  private static String annotations() {
    boolean isDirectory = Files.isDirectory(Path.of(Forked.ANNOTATIONS));
    return isDirectory ? Forked.ANNOTATIONS + "/" : Forked.ANNOTATIONS;
  }

  @Test
  void executableJarThatLetsNothingBeRetransformedDoesNotStart() throws Exception {
    Path jar = jar("fixed.jar", false, Forked.AGENT + " " + annotations(), false);
    Outcome outcome = Forked.run(CONFIGURED, Forked.tool(17, "java"), "-jar", jar.toString());
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .containsExactly(
            "zklocked: the manifest that names the agent must say Can-Retransform-Classes: true as"
                + " well");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void trap13ClassLoadedByAnEarlierAgentIsLocked(int jdk) throws Exception {
    Path classes = Forked.compile(directory.resolve("early"), "Early", EARLY);
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", "Early");
    Path early = directory.resolve("early.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(early), manifest)) {
      put(out, "Early.class", Files.readAllBytes(classes.resolve("Early.class")));
    }
    Outcome outcome =
        Forked.run(
            Forked.tool(jdk, "java"),
            "-javaagent:" + early + "=App",
            "-javaagent:" + Forked.AGENT + "=connect=memory",
            "-cp",
            path(),
            "App",
            "early");
    assertThat(outcome.out()).as("%s", outcome.err()).containsExactly("in/early");
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void trap10SecondAgentOfAnotherVersionIsIgnored(int jdk) throws Exception {
    Path other = directory.resolve("other-" + jdk + ".jar");
    Manifest manifest;
    try (JarFile jar = new JarFile(Forked.AGENT.toFile())) {
      manifest = jar.getManifest();
    }
    manifest.getMainAttributes().putValue("Implementation-Version", "99");
    copy(other, manifest);
    Outcome outcome =
        Forked.run(
            Forked.tool(jdk, "java"),
            "-javaagent:" + Forked.AGENT + "=connect=memory",
            "-javaagent:" + other + "=connect=nowhere:1",
            "-cp",
            path(),
            "App",
            "twice");
    assertThat(outcome.out()).containsExactly("in/twice");
    assertThat(outcome.err())
        .filteredOn(line -> line.contains("more than once"))
        .singleElement()
        .asString()
        .contains("the first one stays, alone: zklocked ", "ensemble memory")
        .doesNotContain("99");
  }

  private static void copy(Path to, Manifest manifest) throws IOException {
    try (JarFile jar = new JarFile(Forked.AGENT.toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), manifest)) {
      for (JarEntry entry : jar.stream().toList()) {
        if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
          try (InputStream in = jar.getInputStream(entry)) {
            put(out, entry.getName(), in.readAllBytes());
          }
        }
      }
    }
  }

  /** An executable jar of the application, with the agent beside it or merged into it. */
  private static Path jar(String name, boolean retransforms, String classPath, boolean merged)
      throws IOException {
    Path jar = directory.resolve(name);
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, "App");
    main.put(Attributes.Name.CLASS_PATH, classPath);
    main.putValue("Launcher-Agent-Class", "io.zklocked.agent.ZkLockedAgent");
    if (retransforms) {
      main.putValue("Can-Retransform-Classes", "true");
    }
    if (merged) {
      copy(jar, manifest);
      try (var inside = java.nio.file.FileSystems.newFileSystem(jar)) {
        Files.copy(directory.resolve("App.class"), inside.getPath("App.class"));
      }
      return jar;
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      put(out, "App.class", Files.readAllBytes(directory.resolve("App.class")));
    }
    return jar;
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    ((OutputStream) out).write(bytes);
    out.closeEntry();
  }

  private static String path() {
    return directory + File.pathSeparator + Forked.ANNOTATIONS;
  }
}
