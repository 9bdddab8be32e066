import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Lays out the files of the command's jar, as the build runs it: {@code AssembleCommand <directory>
 * <licence> <class path>}. Service files are merged, classes of several releases flattened to the
 * one for Java 17, signatures and module descriptors left out, licences kept.
 */
public final class AssembleCommand {

  private static final int RELEASE = 17;

  /** What goes in, by the beginning of its file's name; all else on the class path is an error. */
  private static final List<String> TAKEN =
      List.of(
          "classes",
          "zklocked-",
          "curator-client-",
          "curator-framework-",
          "zookeeper-",
          "slf4j-",
          "picocli-",
          "jline-",
          // TLS
          "netty-buffer-",
          "netty-codec-",
          "netty-common-",
          "netty-handler-",
          "netty-resolver-",
          "netty-transport-4",
          "netty-transport-classes-epoll-",
          "netty-transport-native-unix-common-");

  /** What stays out: servers and natives need it, or only compilers do. */
  private static final List<String> LEFT_OUT =
      List.of(
          "netty-tcnative-",
          "netty-transport-native-epoll-",
          "audience-annotations-",
          "commons-io-",
          "guava-",
          "failureaccess-",
          "listenablefuture-",
          "jspecify-",
          "jsr305-",
          "checker-qual-",
          "error_prone_annotations-",
          "j2objc-annotations-");

  private final Path directory;
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Integer> releases = new TreeMap<>();
  private final Map<String, TreeSet<String>> services = new TreeMap<>();
  private final TreeSet<String> undecided = new TreeSet<>();
  private final TreeSet<String> bundled = new TreeSet<>();

  private AssembleCommand(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] arguments) throws IOException {
    AssembleCommand assembly = new AssembleCommand(Path.of(arguments[0]));
    assembly.files.put("META-INF/LICENSE", Files.readAllBytes(Path.of(arguments[1])));
    for (String path : arguments[2].split(System.getProperty("path.separator"))) {
      assembly.take(Path.of(path));
    }
    if (!assembly.undecided.isEmpty()) {
      throw new IOException("decide whether the command's jar needs these: " + assembly.undecided);
    }
    assembly.write();
  }

  private void take(Path source) throws IOException {
    String name = source.getFileName().toString();
    if (Files.isDirectory(source)) {
      try (var walk = Files.walk(source)) {
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          String entry = source.relativize(file).toString().replace('\\', '/');
          add(name, entry, Files.readAllBytes(file));
        }
      }
      return;
    }
    if (!startsWithAny(name, TAKEN)) {
      if (!startsWithAny(name, LEFT_OUT)) {
        undecided.add(name);
      }
      return;
    }
    if (!name.startsWith("zklocked-")) {
      bundled.add(name.substring(0, name.length() - ".jar".length()));
    }
    try (ZipFile jar = new ZipFile(source.toFile())) {
      for (ZipEntry entry : jar.stream().filter(each -> !each.isDirectory()).toList()) {
        try (InputStream stream = jar.getInputStream(entry)) {
          add(name, entry.getName(), stream.readAllBytes());
        }
      }
    }
  }

  private void add(String source, String path, byte[] bytes) throws IOException {
    int release = 0;
    String name = path;
    if (path.startsWith("META-INF/versions/")) {
      int end = path.indexOf('/', "META-INF/versions/".length());
      release = Integer.parseInt(path.substring("META-INF/versions/".length(), end));
      name = path.substring(end + 1);
    }
    if (release > RELEASE || isDropped(name)) {
      return;
    }
    if (isLegal(name)) {
      String file = name.substring(name.lastIndexOf('/') + 1);
      String artifact = source.replaceAll("\\.jar$", "");
      put("META-INF/licenses/" + artifact + "/" + file, release, bytes);
    } else if (name.startsWith("META-INF/services/")) {
      TreeSet<String> lines = services.computeIfAbsent(name, any -> new TreeSet<>());
      new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(lines::add);
    } else {
      put(name, release, bytes);
    }
  }

  private void put(String name, int release, byte[] bytes) throws IOException {
    Integer known = releases.get(name);
    if (known != null && known == release && !Arrays.equals(files.get(name), bytes)) {
      throw new IOException("two different files want to be " + name);
    }
    if (known == null || known < release) {
      releases.put(name, release);
      files.put(name, bytes);
    }
  }

  private void write() throws IOException {
    services.forEach(
        (name, lines) ->
            files.put(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
    String notice =
        "zklocked\n\nThis jar holds, each under the licence in META-INF/licenses or else the Apache"
            + " License 2.0:\n\n  "
            + String.join("\n  ", bundled)
            + "\n";
    files.put("META-INF/NOTICE", notice.getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = directory.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }

  private static boolean isLegal(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1).toUpperCase(java.util.Locale.ROOT);
    boolean place =
        name.indexOf('/') < 0
            || (name.startsWith("META-INF/") && !name.startsWith("META-INF/licenses/"));
    return place && (file.startsWith("LICENSE") || file.startsWith("NOTICE"));
  }

  private static boolean isDropped(String name) {
    return name.endsWith("module-info.class")
        || name.equals("META-INF/MANIFEST.MF")
        // the compile-time checker
        || name.startsWith("io/zklocked/checker/")
        || name.equals("META-INF/services/javax.annotation.processing.Processor")
        || name.startsWith("META-INF/gradle/")
        || name.equals("META-INF/DEPENDENCIES")
        || name.equals("META-INF/INDEX.LIST")
        || name.equals("META-INF/io.netty.versions.properties")
        || name.startsWith("META-INF/maven/")
        || name.startsWith("META-INF/native")
        || name.startsWith("META-INF/proguard/")
        // what of JLine nobody here uses: servers, demos of its own, other people's consoles
        || name.startsWith("org/jline/builtins/ssh/")
        || name.startsWith("org/jline/builtins/telnet/")
        || name.endsWith(".SF")
        || name.endsWith(".RSA")
        || name.endsWith(".DSA")
        || name.endsWith(".html");
  }

  private static boolean startsWithAny(String name, List<String> beginnings) {
    return beginnings.stream().anyMatch(name::startsWith);
  }
}
