import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/**
 * Lays out the files of the agent's jar, as the build runs it: {@code AssembleAgent <directory>
 * <licence> <class path>}.
 *
 * <p>The classes of the entry's package stay as they are. The dispatcher gets its name in {@code
 * java.lang} and goes to {@code boot/}. All else goes to {@code inst/}, where only the agent's own
 * loader finds it: classes in packs, service files merged, classes of several releases flattened to
 * the one for Java 17, signatures and module descriptors left out, licences kept.
 *
 * <p>So that an application starts sooner, lambdas and the methods of records are written out in
 * our own classes there, what only debuggers read is left out of them, and of the libraries that
 * Curator carries with it what nobody reaches.
 */
public final class AssembleAgent {

  private static final int RELEASE = 17;
  private static final String ENTRY = "io/zklocked/agent/";
  private static final String DISPATCH = ENTRY + "boot/ZkLockedDispatch";
  private static final String IN_LANG = "java/lang/ZkLockedDispatch";
  private static final String INSIDE = "inst/";
  private static final String CLASS = ".classdata";
  private static final String OURS = "io/zklocked/";
  private static final String CARRIED = "org/apache/curator/shaded/";

  /** What goes in, by the beginning of its file's name; all else on the class path is an error. */
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

  /** What stays out: servers, natives and registries need it, or only compilers do. */
  private static final List<String> LEFT_OUT =
      List.of(
          "micrometer-",
          "HdrHistogram-",
          "LatencyUtils-",
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

  private AssembleAgent(Path directory) {
    this.directory = directory;
  }

  public static void main(String[] arguments) throws IOException {
    AssembleAgent assembly = new AssembleAgent(Path.of(arguments[0]));
    assembly.files.put("META-INF/LICENSE", Files.readAllBytes(Path.of(arguments[1])));
    for (String path : arguments[2].split(System.getProperty("path.separator"))) {
      assembly.take(Path.of(path));
    }
    if (!assembly.undecided.isEmpty()) {
      throw new IOException("decide whether the agent's jar needs these: " + assembly.undecided);
    }
    assembly.leaveOutUnreached();
    assembly.writeOut();
    assembly.pack();
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
    boolean asm = name.startsWith("byte-buddy-");
    if (!asm && !startsWithAny(name, TAKEN)) {
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
        String path = entry.getName();
        boolean wanted = !asm || path.startsWith("net/bytebuddy/jar/asm/");
        if (wanted || isLegal(path)) {
          try (InputStream stream = jar.getInputStream(entry)) {
            add(name, path, stream.readAllBytes());
          }
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
      TreeSet<String> lines = services.computeIfAbsent(INSIDE + name, any -> new TreeSet<>());
      new String(bytes, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .forEach(lines::add);
    } else if (name.endsWith(".class")) {
      addClass(name, release, bytes);
    } else {
      put(INSIDE + name, release, bytes);
    }
  }

  private void addClass(String name, int release, byte[] bytes) throws IOException {
    if (name.equals(DISPATCH + ".class")) {
      put("boot/" + IN_LANG + ".classdata", release, renamed(bytes));
    } else if (name.startsWith(ENTRY) && name.indexOf('/', ENTRY.length()) < 0) {
      if (!name.endsWith("/package-info.class")) {
        put(name, release, bytes);
      }
    } else if (!name.startsWith(ENTRY + "boot/")) {
      put(INSIDE + name + "data", release, bytes);
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

  private void leaveOutUnreached() {
    Map<String, byte[]> classes = classes("");
    List<String> begin = classes.keySet().stream().filter(each -> !isCarried(each)).toList();
    Set<String> reached = Reached.from(begin, classes);
    classes.keySet().stream()
        .filter(each -> isCarried(each) && !reached.contains(each))
        .forEach(each -> files.remove(file(each)));
  }

  private void writeOut() {
    Map<String, byte[]> lambdas = new TreeMap<>();
    Map<String, List<String>> members = new TreeMap<>();
    classes(OURS)
        .forEach(
            (name, bytes) ->
                files.put(
                    file(name),
                    LambdaClasses.in(
                        RecordMethods.in(Lean.in(bytes)), lambdas, members)));
    members.forEach(
        (host, names) ->
            files.computeIfPresent(
                file(host), (any, bytes) -> LambdaClasses.naming(bytes, names)));
    lambdas.forEach((name, bytes) -> files.put(file(name), bytes));
  }

  private void pack() {
    SortedMap<String, byte[]> classes = classes("");
    classes.keySet().forEach(each -> files.remove(file(each)));
    files.putAll(ClassPacks.of(classes));
  }

  /** The classes inside, by internal names that begin so. */
  private SortedMap<String, byte[]> classes(String beginning) {
    SortedMap<String, byte[]> classes = new TreeMap<>();
    files.forEach(
        (name, bytes) -> {
          if (name.startsWith(INSIDE + beginning) && name.endsWith(CLASS)) {
            int end = name.length() - CLASS.length();
            classes.put(name.substring(INSIDE.length(), end), bytes);
          }
        });
    return classes;
  }

  private static String file(String internalName) {
    return INSIDE + internalName + CLASS;
  }

  private static boolean isCarried(String internalName) {
    return internalName.startsWith(CARRIED);
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

  private static byte[] renamed(byte[] dispatcher) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(dispatcher)
        .accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, DISPATCH, IN_LANG)), 0);
    return writer.toByteArray();
  }

  private static boolean isLegal(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1).toUpperCase(java.util.Locale.ROOT);
    boolean place = name.indexOf('/') < 0 || name.startsWith("META-INF/");
    return place && (file.startsWith("LICENSE") || file.startsWith("NOTICE"));
  }

  private static boolean isDropped(String name) {
    return name.endsWith("module-info.class")
        || name.equals("META-INF/MANIFEST.MF")
        // the compile-time checker
        || name.startsWith("io/zklocked/checker/")
        || name.equals("META-INF/services/javax.annotation.processing.Processor")
        // what weaves in builds, and what that leads to
        || name.startsWith("io/zklocked/woven/")
        || name.startsWith("META-INF/net.bytebuddy/")
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

  private static boolean startsWithAny(String name, List<String> beginnings) {
    return beginnings.stream().anyMatch(name::startsWith);
  }
}
