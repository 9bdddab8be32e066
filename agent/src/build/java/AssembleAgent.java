import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
public final class AssembleAgent extends JarLayout {

  private static final String ENTRY = "io/zklocked/agent/";
  private static final String DISPATCH = ENTRY + "boot/ZkLockedDispatch";
  private static final String IN_LANG = "java/lang/ZkLockedDispatch";
  private static final String INSIDE = "inst/";
  private static final String CLASS = ".classdata";
  private static final String OURS = "io/zklocked/";
  private static final String ASM = "byte-buddy-";
  private static final String CARRIED = "org/apache/curator/shaded/";

  /** Applications that want metrics have it. */
  private static final List<String> LEFT_OUT =
      List.of("micrometer-", "HdrHistogram-", "LatencyUtils-");

  private AssembleAgent() {
    super("the agent's jar", List.of(ASM), LEFT_OUT);
  }

  public static void main(String[] arguments) throws IOException {
    new AssembleAgent().lay(arguments);
  }

  @Override
  boolean isWanted(String source, String path) {
    return !source.startsWith(ASM) || path.startsWith("net/bytebuddy/jar/asm/");
  }

  @Override
  boolean isDropped(String name) {
    return super.isDropped(name)
        // what weaves in builds, and what that leads to
        || name.startsWith("io/zklocked/woven/")
        || name.startsWith("META-INF/net.bytebuddy/");
  }

  @Override
  String corner() {
    return INSIDE;
  }

  @Override
  void addClass(String name, int release, byte[] bytes) throws IOException {
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

  @Override
  void finish() {
    leaveOutUnreached();
    writeOut();
    pack();
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

  private static byte[] renamed(byte[] dispatcher) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(dispatcher)
        .accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, DISPATCH, IN_LANG)), 0);
    return writer.toByteArray();
  }
}
