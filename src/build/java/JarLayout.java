import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Lays out the files of a jar that holds all it needs: service files are merged, classes of several
 * releases flattened to the one for Java 17, signatures and module descriptors left out, licences
 * kept. The modules that have such jars compile this class together with their own.
 */
class JarLayout {

  private static final int RELEASE = 17;
  private static final String RELEASES = "META-INF/versions/";
  private static final String SERVICES = "META-INF/services/";
  private static final String LICENCES = "META-INF/licenses/";

  /** The runtime and what it needs at servers. */
  private static final List<String> TAKEN =
      List.of(
          "classes",
          "zklocked-",
          "curator-client-",
          "curator-framework-",
          "zookeeper-",
          "slf4j-api-",
          // TLS
          "netty-buffer-",
          "netty-codec-",
          "netty-common-",
          "netty-handler-",
          "netty-resolver-",
          "netty-transport-4",
          "netty-transport-classes-epoll-",
          "netty-transport-native-unix-common-");

  /** Servers and natives need it, or only compilers do. */
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

  /** What is to be written, by its name in the jar. */
  final Map<String, byte[]> files = new TreeMap<>();

  private final String jar;
  private final List<String> taken;
  private final List<String> leftOut;
  private final Map<String, Integer> releases = new TreeMap<>();
  private final Map<String, TreeSet<String>> services = new TreeMap<>();
  private final TreeSet<String> undecided = new TreeSet<>();
  private final TreeSet<String> bundled = new TreeSet<>();

  /**
   * A layout of nothing yet.
   *
   * @param jar what it is, for people
   * @param taken what goes in beside the runtime, by the beginning of its file's name
   * @param leftOut what stays out as well; all else on the class path is an error
   */
  JarLayout(String jar, List<String> taken, List<String> leftOut) {
    this.jar = jar;
    this.taken = both(TAKEN, taken);
    this.leftOut = both(LEFT_OUT, leftOut);
  }

  /**
   * Lays out a class path.
   *
   * @param arguments the directory to write to, the licence, and the class path
   */
  final void lay(String... arguments) throws IOException {
    files.put("META-INF/LICENSE", Files.readAllBytes(Path.of(arguments[1])));
    for (String path : arguments[2].split(System.getProperty("path.separator"))) {
      take(Path.of(path));
    }
    if (!undecided.isEmpty()) {
      throw new IOException("decide whether " + jar + " needs these: " + undecided);
    }
    finish();
    write(Path.of(arguments[0]));
  }

  /** Whether a file of a jar goes in. */
  boolean isWanted(String source, String path) {
    return true;
  }

  /** Whether a file stays out, whatever it comes from. */
  boolean isDropped(String name) {
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
        || name.endsWith(".SF")
        || name.endsWith(".RSA")
        || name.endsWith(".DSA")
        || name.endsWith(".html");
  }

  /** Where resources lie; service files are among them. */
  String corner() {
    return "";
  }

  /** Puts a class in. */
  void addClass(String name, int release, byte[] bytes) throws IOException {
    put(corner() + name, release, bytes);
  }

  /** Called once all is there. */
  void finish() {}

  /** Puts a file in; of several releases of one the newest stays. */
  final void put(String name, int release, byte[] bytes) throws IOException {
    Integer known = releases.get(name);
    if (known != null && known == release && !Arrays.equals(files.get(name), bytes)) {
      throw new IOException("two different files want to be " + name);
    }
    if (known == null || known < release) {
      releases.put(name, release);
      files.put(name, bytes);
    }
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
    } else if (startsWithAny(name, taken)) {
      takeJar(source, name);
    } else if (!startsWithAny(name, leftOut)) {
      undecided.add(name);
    }
  }

  private void takeJar(Path source, String name) throws IOException {
    if (!name.startsWith("zklocked-")) {
      bundled.add(name.substring(0, name.length() - ".jar".length()));
    }
    try (ZipFile open = new ZipFile(source.toFile())) {
      for (ZipEntry entry : open.stream().filter(each -> !each.isDirectory()).toList()) {
        String path = entry.getName();
        if (isLegal(path) || isWanted(name, path)) {
          try (InputStream stream = open.getInputStream(entry)) {
            add(name, path, stream.readAllBytes());
          }
        }
      }
    }
  }

  private void add(String source, String path, byte[] bytes) throws IOException {
    int release = 0;
    String name = path;
    if (path.startsWith(RELEASES)) {
      int end = path.indexOf('/', RELEASES.length());
      release = Integer.parseInt(path.substring(RELEASES.length(), end));
      name = path.substring(end + 1);
    }
    if (release > RELEASE || isDropped(name)) {
      return;
    }
    if (isLegal(name)) {
      String file = name.substring(name.lastIndexOf('/') + 1);
      put(LICENCES + source.replaceAll("\\.jar$", "") + "/" + file, release, bytes);
    } else if (name.startsWith(SERVICES)) {
      TreeSet<String> lines = services.computeIfAbsent(corner() + name, any -> new TreeSet<>());
      new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(lines::add);
    } else if (name.endsWith(".class")) {
      addClass(name, release, bytes);
    } else {
      put(corner() + name, release, bytes);
    }
  }

  private void write(Path directory) throws IOException {
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

  /** Licences that we add ourselves lie where they belong. */
  private static boolean isLegal(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT);
    boolean isThere =
        name.indexOf('/') < 0 || (name.startsWith("META-INF/") && !name.startsWith(LICENCES));
    return isThere && (file.startsWith("LICENSE") || file.startsWith("NOTICE"));
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static boolean startsWithAny(String name, List<String> beginnings) {
    return beginnings.stream().anyMatch(name::startsWith);
  }
}
