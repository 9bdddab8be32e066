package io.zklocked.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockMode;
import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of class paths, and of mistakes of each kind. */
class CheckCommandTest {

  /** An annotation that stands for a lock. */
  @Retention(RetentionPolicy.RUNTIME)
  @ZkLocked("nightly")
  public @interface Nightly {}

  /** Nothing is wrong with it. */
  public static class Shop {
    @ZkLocked("orders/{id}")
    void ship(int id) {}

    @ZkLocked(value = "stock/{name}", mode = LockMode.READ)
    void look(String name) {}

    @Nightly
    void clean() {}

    @Override
    public String toString() {
      return "not locked";
    }
  }

  /** Much is wrong with it. */
  public abstract static class Wrong {
    @ZkLocked("orders/{order}")
    void placeholder(int id) {}

    @ZkLocked("orders/{id")
    void template(int id) {}

    @ZkLocked(value = "orders/{id}", waitTime = "5 sec")
    void time(int id) {}

    @ZkLocked(value = "orders/{id}", onBusy = OnBusy.SKIP)
    int skips(int id) {
      return id;
    }

    @ZkLocked("orders/{id}")
    abstract void bodiless(int id);

    @ZkLocked("orders/{id}")
    native void foreign(int id);
  }

  /** What is wrong with its keys shows when they are made. */
  public static class Unkeyed {
    @ZkLocked("orders/{shop.name}")
    void step(Shop shop) {}

    @ZkLocked("orders/{shop}")
    void whole(Shop shop) {}

    @ZkLocked("orders/{price}")
    void floating(double price) {}

    @ZkLocked(value = "orders/{id}", condition = "!id")
    void condition(int id) {}

    @ZkLocked("orders/{id}")
    void fine(int id) {
      throw new IllegalStateException("nothing of it runs");
    }

    static {
      refuseToRun();
    }

    private static void refuseToRun() {
      throw new IllegalStateException("it was initialised");
    }
  }

  /** One method, which may be written as a lambda. */
  public interface Job {
    void execute();
  }

  /** Writes it so. */
  public static class Jobs {
    Job nightly() {
      return () -> {};
    }
  }

  /** Covers nothing. */
  @ZkLocked("orders")
  public static class Covering {
    void work() {}
  }

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void whatWouldBeLockedIsListedWithItsTemplate() throws IOException {
    put(directory, Shop.class, Nightly.class);
    assertThat(check("--classpath", directory.toString())).isZero();
    assertThat(said(out))
        .contains(
            Shop.class.getName() + "#ship(int)  \"orders/{id}\" EXCLUSIVE (annotation)",
            Shop.class.getName() + "#look(String)  \"stock/{name}\" READ (annotation)",
            Shop.class.getName() + "#clean()  \"nightly\" EXCLUSIVE (annotation)",
            "2 classes, 3 methods locked, 0 wrong");
    assertThat(said(err)).isEmpty();
  }

  @Test
  void eachMistakeIsSaidAsItIsWhenItsClassIsWoven() throws IOException {
    put(directory, Wrong.class, Covering.class);
    write(directory, "app/Newer.class", withUnknownAttribute());
    assertThat(check("-cp", directory.toString())).isEqualTo(1);
    assertThat(said(out).lines().filter(line -> line.startsWith("WRONG")))
        .hasSize(8)
        .anyMatch(line -> line.contains("Wrong#placeholder(int) throws") && line.contains("has id"))
        .anyMatch(line -> line.contains("Wrong#template(int) throws") && line.contains("column"))
        .anyMatch(line -> line.contains("Wrong#time(int) throws") && line.contains("5 sec"))
        .anyMatch(line -> line.contains("Wrong#skips(int) throws") && line.contains("SKIP"))
        .anyMatch(line -> line.contains("Wrong#bodiless(int): its implementations RUN WITHOUT"))
        .anyMatch(line -> line.contains("Wrong#foreign(int) throws") && line.contains("native"))
        .anyMatch(line -> line.contains("Covering LOCKS NOTHING"))
        .anyMatch(line -> line.contains("app.Newer#work() throws") && line.contains("leaseColour"));
    assertThat(said(out)).contains("         in " + directory, "0 methods locked, 8 wrong");
  }

  @Test
  void keysThatCannotBeMadeAreToldOfThoughNoClassIsInitialised() throws IOException {
    put(directory, Unkeyed.class, Shop.class, Nightly.class);
    assertThat(check("--classpath", directory.toString())).isEqualTo(1);
    assertThat(said(out).lines().filter(line -> line.startsWith("WRONG")))
        .hasSize(4)
        .anyMatch(line -> line.contains("Unkeyed#step(") && line.contains("{shop.name}"))
        .anyMatch(line -> line.contains("Unkeyed#whole(") && line.contains("{shop}"))
        .anyMatch(line -> line.contains("Unkeyed#floating(double) throws when it is called: "))
        .anyMatch(line -> line.contains("Unkeyed#condition(int) throws when it is called: "));
    assertThat(said(out)).contains("Unkeyed#fine(int)  \"orders/{id}\"", "4 wrong");
  }

  @Test
  void keysOfMissingClassesCannotBeTold() throws IOException {
    put(directory, Unkeyed.class);
    assertThat(check("--classpath", directory.toString())).isEqualTo(1);
    assertThat(said(out)).contains("unsure   ", "as classes are missing: ", Shop.class.getName());
  }

  @Test
  void jarsWithinASpringBootJarAreReadAndComposedAnnotationsFoundAcrossThem() throws IOException {
    Path library = jar("lib.jar", Map.of(entry(Nightly.class), file(Nightly.class)));
    Map<String, byte[]> content = new LinkedHashMap<>();
    content.put("BOOT-INF/classes/" + entry(Shop.class), file(Shop.class));
    content.put("BOOT-INF/lib/lib.jar", Files.readAllBytes(library));
    content.put("org/springframework/boot/loader/Some.txt", new byte[0]);
    Path fat = jar("app.jar", content);
    assertThat(check("--classpath", fat.toString(), "--json")).isZero();
    assertThat(said(out))
        .contains(
            "\"classes\": 2",
            "\"place\": \"" + fat + "!/BOOT-INF/classes/\"",
            "\"template\": \"nightly\"",
            "\"wrong\": []");
  }

  @Test
  void severalPlacesAndWhatManifestsNameAreRead() throws IOException {
    put(directory.resolve("classes"), Nightly.class);
    jar("more.jar", Map.of(entry(Shop.class), file(Shop.class)));
    String manifest = "Manifest-Version: 1.0\nClass-Path: more.jar gone.jar\n\n";
    Path main = jar("main.jar", Map.of("META-INF/MANIFEST.MF", bytes(manifest)));
    String path = main + File.pathSeparator + directory.resolve("classes");
    assertThat(check("--classpath", path)).isZero();
    assertThat(said(out)).contains("2 classes, 3 methods locked");
  }

  @Test
  void rulesAreCheckedToo() throws IOException {
    put(directory.resolve("app"), Shop.class, Nightly.class);
    String shop = Shop.class.getName();
    Path rules =
        Files.writeString(
            directory.resolve("locks.rules"),
            String.join(
                "\n",
                shop + "#toString() -> shop",
                shop + "#loook -> shop/{0}",
                shop.replace("Shop", "Shoop") + "#look -> shop/{0}",
                "java.lang.Object+#nothing -> shop",
                "@app.Unknown -> shop",
                "@ZkLocked orders/{id} -> wait-time=2s",
                "@ZkLocked orders/{ix} -> wait-time=2s"));
    assertThat(check("-cp", directory.resolve("app").toString(), "--rules", rules.toString()))
        .isEqualTo(1);
    assertThat(said(out))
        .contains(shop + "#toString()  \"shop\" EXCLUSIVE (locks.rules:1)")
        .contains(
            "#loook(..) LOCKS NOTHING: that class declares no such method; did you mean look?")
        .contains("LOCKS NOTHING: there is no such class; did you mean " + shop + "?")
        .contains("#nothing(..) LOCKS NOTHING: its classes declare no such method")
        .contains("@app.Unknown LOCKS NOTHING: no method carries it")
        .contains("orders/{ix} SETS NOTHING: there is no such lock")
        .contains("4 methods locked, 5 wrong");
  }

  @Test
  void lambdasThatAreOfRuledTypesAreWrong() throws IOException {
    put(directory.resolve("app"), Job.class, Jobs.class);
    Path rules =
        Files.writeString(
            directory.resolve("locks.rules"), Job.class.getName() + "+#execute -> job");
    assertThat(check("-cp", directory.resolve("app").toString(), "--rules", rules.toString()))
        .isEqualTo(1);
    assertThat(said(out))
        .contains(
            "lambdas and method references that " + Jobs.class.getName() + " makes of it RUN");
  }

  @Test
  void ofTwoClassesOfOneNameTheFirstCounts() throws IOException {
    put(directory.resolve("one"), Shop.class, Nightly.class);
    put(directory.resolve("two"), Shop.class, Nightly.class);
    String path = directory.resolve("one") + File.pathSeparator + directory.resolve("two");
    assertThat(check("--classpath", path)).isZero();
    assertThat(said(out)).contains("2 classes, 3 methods locked");
  }

  @Test
  void classFileThatCannotBeReadIsWrong() throws IOException {
    byte[] newer = file(Shop.class);
    newer[7] = (byte) 200;
    write(directory, entry(Shop.class), newer);
    assertThat(check("--classpath", directory.toString())).isEqualTo(1);
    assertThat(said(out)).contains(Shop.class.getName() + " cannot be woven", "version 200");
  }

  @Test
  void wrongUseIsOneLineAndAnotherExitCode() throws IOException {
    Path text = Files.writeString(directory.resolve("notes.txt"), "no jar");
    assertUsage("there is no --classpath");
    assertUsage("'--clas' is not known", "--clas", "x");
    assertUsage("--classpath takes a value", "--classpath");
    assertUsage("'gone.jar' on the class path does not exist", "--classpath", "gone.jar");
    Path wrong = Files.writeString(directory.resolve("x.rules"), "com.acme.Billing -> a");
    assertUsage("1", "-cp", text.toString(), "--rules", wrong.toString());
    assertUsage("there is no such file", "-cp", text.toString(), "--rules", "gone.rules");
    assertUsage("--adopt cannot be 'shedlok'", "-cp", text.toString(), "--adopt", "shedlok");
    assertUsage("'" + text + "' is neither a directory nor a jar", "-cp", text.toString());
  }

  private void assertUsage(String problem, String... arguments) {
    err.reset();
    assertThat(check(arguments)).isEqualTo(2);
    assertThat(said(err).lines()).singleElement().asString().contains(problem, "Usage: java -jar");
    assertThat(said(out)).isEmpty();
  }

  private int check(String... arguments) {
    return new CheckCommand(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .applyAsInt(arguments);
  }

  private static String said(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  private Path jar(String name, Map<String, byte[]> content) throws IOException {
    Path jar = directory.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, byte[]> each : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
      }
    }
    return jar;
  }

  private static void put(Path root, Class<?>... types) throws IOException {
    for (Class<?> type : types) {
      write(root, entry(type), file(type));
    }
  }

  private static void write(Path root, String name, byte[] content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static String entry(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static byte[] file(Class<?> type) throws IOException {
    try (InputStream stream = type.getClassLoader().getResourceAsStream(entry(type))) {
      return stream.readAllBytes();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] withUnknownAttribute() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "app/Newer", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "work", "()V", null, null);
    AnnotationVisitor lock = method.visitAnnotation("Lio/zklocked/ZkLocked;", true);
    lock.visit("value", "newer");
    lock.visit("leaseColour", "green");
    lock.visitEnd();
    method.visitCode();
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
