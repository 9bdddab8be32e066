package io.zklocked.agent.glance;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.ZkLocked;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class ClassScanTest {

  private static final WantedNames WANTED = new WantedNames(Set.of());

  /** Composed. */
  @ZkLocked("nightly")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Nightly {}

  /** Composed of a composed one. */
  @Nightly
  @Retention(RetentionPolicy.RUNTIME)
  @interface Weekly {}

  static class Direct {
    @ZkLocked("a")
    void work() {}
  }

  static class Composed {
    @Deprecated
    void other() {}

    @Weekly
    void work() {}
  }

  @Deprecated
  static class Innocent {
    @Deprecated
    void work() {}
  }

  @Test
  void annotationIsFoundInTheConstantPool() throws IOException {
    assertThat(scan(Direct.class).namesAnnotation()).isTrue();
    assertThat(scan(Composed.class).namesAnnotation()).isFalse();
    assertThat(scan(Innocent.class).namesAnnotation()).isFalse();
  }

  @Test
  void composedAnnotationsAreFollowedWithoutLoadingThem() throws IOException {
    ClassScan scan = scan(Composed.class);
    assertThat(scan.isAnnotated()).isTrue();
    List<String> found = new AnnotationWalk(scan).onMethods();
    assertThat(found).containsExactly("Lio/zklocked/agent/glance/ClassScanTest$Weekly;");
    ComposedTypes types = new ComposedTypes(WANTED, new HiddenFiles());
    assertThat(types.anyOf(found, getClass().getClassLoader())).isTrue();
    assertThat(types.anyOf(List.of("Lnowhere/Known;"), getClass().getClassLoader())).isFalse();
  }

  /** What cannot be read goes to the weaver, which refuses it, if it may be annotated. */
  @Test
  void classFileOfAJavaToComeThatNamesTheAnnotationIsAConcern() throws IOException {
    for (Class<?> type : List.of(Direct.class, Innocent.class)) {
      byte[] file = file(type);
      file[6] = 1;
      file[10] = 99; // the first entry of its pool
      ClassScan scan = ClassScan.of(file, WANTED);
      assertThat(scan != null && scan.namesAnnotation()).isEqualTo(type == Direct.class);
    }
  }

  @Test
  void namesThatAreNotAsciiAreRead() throws IOException {
    String name = "app/Gr\u00f6\u00dfe\u5909\u6570";
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    writer.visitEnd();
    ClassScan scan = Objects.requireNonNull(ClassScan.of(writer.toByteArray(), WANTED));
    assertThat(scan.name()).isEqualTo(name);
  }

  @Test
  void annotationThatARuleNamesIsFoundWhateverItsScript() throws IOException {
    String descriptor = "Lapp/T\u00e4glich\u6bce\u65e5;";
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "app/Job", null, "java/lang/Object", null);
    writer.visitAnnotation(descriptor, true).visitEnd();
    writer.visitEnd();
    byte[] file = writer.toByteArray();
    ClassScan named = ClassScan.of(file, new WantedNames(Set.of(descriptor)));
    assertThat(Objects.requireNonNull(named).namesAnnotation()).isTrue();
    assertThat(Objects.requireNonNull(ClassScan.of(file, WANTED)).namesAnnotation()).isFalse();
  }

  @Test
  void bytesThatAreNoClassFileAreNoConcern() throws IOException {
    assertThat(ClassScan.of(new byte[0], WANTED)).isNull();
    assertThat(ClassScan.of(new byte[100], WANTED)).isNull();
    byte[] file = file(Direct.class);
    for (int length = 0; length < 200; length++) {
      ClassScan.of(Arrays.copyOf(file, length), WANTED);
    }
  }

  @Test
  void annotationBeforeAnEntryOfAJavaToComeIsAConcern() {
    ClassWriter writer = new ClassWriter(0);
    writer.newUTF8(WantedNames.ANNOTATION);
    writer.newModule("the last entry"); // a name, and what refers to it
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "a/B", null, "java/lang/Object", null);
    writer.visitEnd();
    byte[] file = writer.toByteArray();
    int module = 10 + 3 + WantedNames.ANNOTATION.length() + 3 + "the last entry".length();
    assertThat(file[module]).as("a module").isEqualTo((byte) 19);
    file[module] = 99;
    assertThat(Objects.requireNonNull(ClassScan.of(file, WANTED)).namesAnnotation()).isTrue();
  }

  private static ClassScan scan(Class<?> type) throws IOException {
    return Objects.requireNonNull(ClassScan.of(file(type), WANTED));
  }

  private static byte[] file(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream stream = type.getClassLoader().getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }
}
