package io.zklocked.agent;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The programs whose starts are measured. Immutable.
 *
 * @param app the class path of small programs that know the annotations
 * @param curator that of one that uses Curator by hand
 * @param many that of one that loads many classes
 * @param emptyAgent an agent that does nothing, or, given an argument, has a transformer that does
 *     nothing
 * @param others OpenTelemetry's agent
 */
record StartupPrograms(String app, String curator, String many, Path emptyAgent, Path others) {

  private static final int CLASSES = 10_000;
  private static final int METHODS = 8;

  private static final String EMPTY =
      "public class Empty { public static void main(String[] a) { System.out.print(\"x\"); } }";

  private static final String ONE =
      "import io.zklocked.ZkLocked; public class One { @ZkLocked(\"one/{id}\") static void"
          + " work(int id) {} public static void main(String[] a) { work(1);"
          + " System.out.print(\"x\"); } }";

  private static final String MANY =
      """
      import io.zklocked.ZkLocked;
      public class Many {
        @ZkLocked("one/{id}") static void work(int id) {}
        public static void main(String[] a) throws Exception {
          if (a.length > 0) work(1);
          for (int i = 0; i < %d; i++) Class.forName("many.Type" + i);
          System.out.print("x");
        }
      }
      """
          .formatted(CLASSES);

  private static final String PLAIN =
      """
      import java.util.concurrent.TimeUnit;
      import org.apache.curator.framework.*;
      import org.apache.curator.framework.recipes.locks.InterProcessMutex;
      import org.apache.curator.retry.ExponentialBackoffRetry;
      public class Plain {
        public static void main(String[] a) throws Exception {
          try (CuratorFramework client =
              CuratorFrameworkFactory.newClient(a[0], new ExponentialBackoffRetry(100, 3))) {
            client.start();
            InterProcessMutex mutex = new InterProcessMutex(client, "/plain/1");
            if (!mutex.acquire(30, TimeUnit.SECONDS)) throw new IllegalStateException("busy");
            mutex.release();
          }
          System.out.print("x");
        }
      }
      """;

  private static final String AGENT =
      """
      import java.lang.instrument.*;
      import java.security.ProtectionDomain;
      public class EmptyAgent implements ClassFileTransformer {
        public static void premain(String arguments, Instrumentation instrumentation) {
          if (arguments != null) instrumentation.addTransformer(new EmptyAgent());
        }
        @Override public byte[] transform(ClassLoader loader, String name, Class<?> type,
            ProtectionDomain domain, byte[] file) { return null; }
      }
      """;

  /** Makes all of them. */
  static StartupPrograms in(Path directory, Path others) throws IOException {
    Path app = directory.resolve("app");
    Forked.compile(app, "Empty", EMPTY);
    Forked.compile(app, "One", ONE);
    Path many = directory.resolve("many");
    Forked.compile(many, "Many", MANY);
    String curator = jars("curator-", "zookeeper-", "slf4j-", "netty-", "guava-", "failureaccess-");
    Path plain = directory.resolve("plain");
    Forked.compile(plain, "Plain", PLAIN, curator);
    return new StartupPrograms(
        app + File.pathSeparator + Forked.ANNOTATIONS,
        plain + File.pathSeparator + curator,
        many + File.pathSeparator + types(directory) + File.pathSeparator + Forked.ANNOTATIONS,
        agent(directory),
        others);
  }

  private static String jars(String... beginnings) {
    List<String> wanted = List.of(beginnings);
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            path ->
                wanted.stream().anyMatch(new File(path).getName()::startsWith)
                    && !path.contains("-test-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path agent(Path directory) throws IOException {
    Path classes = directory.resolve("agent");
    Forked.compile(classes, "EmptyAgent", AGENT);
    Path jar = directory.resolve("empty-agent.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(
          "Manifest-Version: 1.0\nPremain-Class: EmptyAgent\n\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("EmptyAgent.class"));
      zip.write(Files.readAllBytes(classes.resolve("EmptyAgent.class")));
    }
    return jar;
  }

  private static Path types(Path directory) throws IOException {
    Path jar = directory.resolve("types.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (int i = 0; i < CLASSES; i++) {
        zip.putNextEntry(new ZipEntry("many/Type" + i + ".class"));
        zip.write(type(i));
      }
    }
    return jar;
  }

  /** A class of the usual kind: some methods that call others, every third one annotated. */
  private static byte[] type(int number) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17, Opcodes.ACC_PUBLIC, "many/Type" + number, null, "java/lang/Object", null);
    for (int i = 0; i < METHODS; i++) {
      MethodVisitor method =
          writer.visitMethod(Opcodes.ACC_STATIC, "work" + i, "(I)Ljava/lang/String;", null, null);
      if ((number + i) % 3 == 0) {
        method.visitAnnotation("Ljava/lang/Deprecated;", true).visitEnd();
      }
      method.visitCode();
      method.visitLdcInsn("some text of method " + i + " in type " + number);
      method.visitVarInsn(Opcodes.ILOAD, 0);
      method.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/String", "valueOf", "(I)Ljava/lang/String;", false);
      method.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          "java/lang/String",
          "concat",
          "(Ljava/lang/String;)Ljava/lang/String;",
          false);
      method.visitInsn(Opcodes.ARETURN);
      method.visitMaxs(0, 0);
      method.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }
}
