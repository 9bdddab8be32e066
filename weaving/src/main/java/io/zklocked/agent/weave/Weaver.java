package io.zklocked.agent.weave;

import io.zklocked.agent.rule.RuleBook;
import io.zklocked.runtime.rule.RulesFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import org.jspecify.annotations.Nullable;

/** Weaves class files. Thread-safe. */
public final class Weaver {

  /** The internal name of the class that links what is woven while it is loaded. */
  public static final String DISPATCHER_OF_AGENT = "java/lang/ZkLockedDispatch";

  /** The internal name of the class that links what was woven when it was built. */
  public static final String DISPATCHER_OF_BUILDS = "io/zklocked/woven/Dispatch";

  private final String dispatcher;
  private final Rules rules;
  private final RuleBook book;
  private final boolean failsUnwoven;
  private final ComposedLocks annotations;

  /**
   * A weaver for annotations alone, that lets what cannot be locked throw.
   *
   * @param dispatcher the internal name of the class that links the call sites
   * @param properties gives the value of a <code>${property}</code>, or null
   */
  public Weaver(String dispatcher, Function<String, @Nullable String> properties) {
    this(dispatcher, properties, new RuleBook(RulesFile.NONE));
  }

  /**
   * A weaver that lets what cannot be locked throw.
   *
   * @param dispatcher the internal name of the class that links the call sites
   * @param properties gives the value of a <code>${property}</code>, or null
   * @param book what is locked, and set of locks, though no annotation says so
   */
  public Weaver(String dispatcher, Function<String, @Nullable String> properties, RuleBook book) {
    this(dispatcher, properties, book, true);
  }

  /**
   * A weaver.
   *
   * @param dispatcher the internal name of the class that links the call sites
   * @param properties gives the value of a <code>${property}</code>, or null
   * @param book what is locked, and set of locks, though no annotation says so
   * @param failsUnwoven whether a method that cannot be locked throws; otherwise it stays as it is,
   *     and RUNS WITHOUT LOCKS
   */
  public Weaver(
      String dispatcher,
      Function<String, @Nullable String> properties,
      RuleBook book,
      boolean failsUnwoven) {
    this.dispatcher = dispatcher;
    this.rules = new Rules(properties);
    this.book = book;
    this.failsUnwoven = failsUnwoven;
    this.annotations = new ComposedLocks(book);
  }

  /**
   * Weaves a class file.
   *
   * @param file the class file
   * @param loader where the annotation types of the class are found
   * @param shaped whether the class is loaded already and was not woven then, so that the flags of
   *     its methods are fixed
   * @return the woven class, or null if it has nothing to weave
   * @throws RuntimeException if not even a class whose methods throw can be made of it
   */
  public @Nullable WovenClass weave(byte[] file, ClassLoader loader, boolean shaped) {
    ClassReader reader = reader(file);
    SpringClass spring = SpringClass.of(reader.getClassName());
    if (spring != null) {
      return spring.weave(reader, dispatcher);
    }
    ClassReading reading = read(reader, loader);
    reading.reduce(
        GeneratedClasses.callsOf(reader), new Overridden(reading, type -> read(type, loader)));
    if (reading.methods().isEmpty()) {
      return untouched(reading);
    }
    Map<String, Refusal> refusals = new HashMap<>();
    List<AnnotatedMethod> before = new ArrayList<>();
    for (Map.Entry<String, AnnotatedMethod> entry : reading.methods().entrySet()) {
      Refusal refusal = rules.refusal(entry.getValue(), before);
      if (refusal != null) {
        refusals.put(entry.getKey(), refusal);
      }
      before.add(entry.getValue());
    }
    while (true) {
      try {
        return write(reader, reading, refusals, shaped);
      } catch (MethodTooLargeException e) {
        // The next of them shows only when this one is out of the way.
        if (refusals.put(e.getMethodName() + e.getDescriptor(), tooLarge()) != null) {
          throw e;
        }
      } catch (RuntimeException | LinkageError e) {
        refuseAll(reading, refusals, e);
        return write(reader, reading, refusals, shaped);
      }
    }
  }

  private static ClassReader reader(byte[] file) {
    try {
      return new ClassReader(file);
    } catch (IllegalArgumentException e) {
      int version = file.length < 8 ? 0 : (file[6] & 0xff) << 8 | (file[7] & 0xff);
      throw new IllegalArgumentException(
          "its class file is of version "
              + version
              + ", which this agent does not know: use a newer agent, or compile it for an older"
              + " Java",
          e);
    }
  }

  private ClassReading read(ClassReader reader, ClassLoader loader) {
    ClassReading reading =
        new ClassReading(
            dispatcher,
            (type, visible, found) -> annotations.reader(type, visible, found, loader),
            book,
            loader);
    reader.accept(reading, ClassReader.SKIP_FRAMES);
    return reading;
  }

  private @Nullable ClassReading read(String internalName, ClassLoader loader) {
    try (InputStream stream = loader.getResourceAsStream(internalName + ".class")) {
      return stream == null ? null : read(reader(stream.readAllBytes()), loader);
    } catch (IOException e) {
      throw new UncheckedIOException("the class file of " + internalName + " cannot be read", e);
    }
  }

  private WovenClass write(
      ClassReader reader, ClassReading reading, Map<String, Refusal> refusals, boolean shaped) {
    ClassWriter writer = new ClassWriter(reader, 0);
    Weaving weaving =
        new Weaving(writer, reading, rules, refusals, dispatcher, shaped, failsUnwoven);
    reader.accept(weaving, ClassReader.EXPAND_FRAMES);
    String name = reading.name().replace('/', '.');
    List<String> problems = new ArrayList<>(weaving.problems());
    problems.addAll(problems(reading));
    return new WovenClass(
        name, writer.toByteArray(), weaving.locked(), problems, weaving.fates(), weaving.sites());
  }

  private static @Nullable WovenClass untouched(ClassReading reading) {
    List<String> problems = problems(reading);
    return problems.isEmpty()
        ? null
        : WovenClass.untouched(reading.name().replace('/', '.'), problems);
  }

  private static List<String> problems(ClassReading reading) {
    List<String> problems = new ArrayList<>(reading.problems());
    if (reading.coversNothing()) {
      problems.add(WovenClass.lockingNothing(reading.name().replace('/', '.')));
    }
    return problems;
  }

  private static Refusal tooLarge() {
    return new Refusal(
        Refusal.Kind.WEAVING,
        "it is so large that the calls of its lock do not fit into it: move its work to a method"
            + " that it calls");
  }

  private static void refuseAll(
      ClassReading reading, Map<String, Refusal> refusals, Throwable failure) {
    for (String method : reading.methods().keySet()) {
      refusals.putIfAbsent(
          method,
          new Refusal(
              Refusal.Kind.WEAVING,
              "weaving its class failed, please report this with the class file: " + failure));
    }
  }
}
