package io.zklocked.agent.corpus;

import io.zklocked.agent.boot.Doors;
import io.zklocked.agent.link.Linkage;
import io.zklocked.agent.rule.RuleBook;
import io.zklocked.agent.weave.Links;
import io.zklocked.agent.weave.Weaver;
import io.zklocked.agent.weave.WovenClass;
import io.zklocked.contract.EachJdk;
import io.zklocked.runtime.LockRuntime;
import io.zklocked.runtime.ZkLocksConfig;
import io.zklocked.runtime.rule.RulesFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Compiles sources of several languages with their own compilers, weaves what they write, and calls
 * it: each call says the lock that it holds, and how often it was entered. Run by hand with the
 * {@link Corpus}.
 */
final class Languages {

  private static final AtomicInteger ENTERED = new AtomicInteger();
  private final URLClassLoader compilers;
  private final String path;
  private boolean failed;

  private Languages(Path directory) throws IOException {
    List<URL> urls = new ArrayList<>();
    StringBuilder paths = new StringBuilder(System.getProperty("java.class.path"));
    try (Stream<Path> jars = Files.list(directory)) {
      for (Path jar : jars.toList()) {
        urls.add(jar.toUri().toURL());
        paths.append(java.io.File.pathSeparator).append(jar);
      }
    }
    this.compilers =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    this.path = paths.toString();
  }

  /**
   * Prints a line for each call, on each JDK that is there, and fails if one is not what it should
   * be.
   *
   * @param arguments the directory of the compilers; what a JVM is started with for its part
   */
  public static void main(String[] arguments) throws Exception {
    Languages languages = new Languages(Path.of(arguments[0]));
    if (arguments.length == 1) {
      // By this JDK alone: not every compiler reads the classes of the newest.
      for (Spoken each : Spoken.all()) {
        each.source().compile(languages.compilers, languages.path);
      }
      EachJdk.run(Languages.class, arguments[0], "one JVM");
      return;
    }
    System.out.println("JVM " + Runtime.version());
    for (Spoken each : Spoken.all()) {
      languages.run(each);
    }
    System.exit(languages.failed ? 1 : 0);
  }

  private void run(Spoken spoken) throws Exception {
    Map<String, byte[]> classes = spoken.source().classes();
    RulesFile rules =
        RulesFile.read(
            "locks.rules",
            "locks.rules",
            new ByteArrayInputStream(spoken.rules().getBytes(StandardCharsets.UTF_8)));
    Weaver weaver =
        new Weaver("io/zklocked/agent/boot/ZkLockedDispatch", any -> null, new RuleBook(rules));
    ClassLoader libraries =
        new URLClassLoader(compilers.getURLs(), Languages.class.getClassLoader());
    Map<String, byte[]> files = new TreeMap<>(classes);
    List<String> problems = new ArrayList<>();
    classes.forEach(
        (name, file) -> {
          WovenClass woven = weaver.weave(file, libraries, false);
          if (woven != null) {
            problems.addAll(woven.problems());
            files.put(name, woven.file() == null ? file : woven.file());
          }
        });
    byte[] first = classes.values().iterator().next();
    System.out.println(spoken.source().language() + ", class files of version " + first[7]);
    LibraryLoader loader = new LibraryLoader(files, libraries);
    files.keySet().forEach(name -> check(name, "links", String.valueOf(loader.link(name)), "null"));
    check("", "problems", problems.size() + "", spoken.problems().size() + "");
    for (int i = 0; i < Math.min(problems.size(), spoken.problems().size()); i++) {
      boolean said = problems.get(i).contains(spoken.problems().get(i));
      check(
          "",
          "problem",
          said ? spoken.problems().get(i) : problems.get(i),
          spoken.problems().get(i));
    }
    problems.forEach(problem -> System.out.println("    " + problem));
    try (LockRuntime runtime = LockRuntime.start(ZkLocksConfig.memory())) {
      Linkage linkage = Links.to(runtime::calls);
      Doors.install(request -> counted(linkage.apply(request), request));
      for (Spoken.Call call : spoken.calls()) {
        ENTERED.set(0);
        String result = call(loader, call);
        check(call.type(), call.method(), result + " x" + ENTERED.get(), call.expected());
      }
    }
  }

  private void check(String type, String what, String found, String expected) {
    boolean isRight = found.equals(expected);
    failed |= !isRight;
    if (!isRight || !what.equals("links")) {
      System.out.printf(
          "  %s %s %s: %s%s%n",
          isRight ? "ok  " : "FAIL", type, what, found, isRight ? "" : "; expected " + expected);
    }
  }

  private static String call(ClassLoader loader, Spoken.Call call) throws Exception {
    Class<?> type = Class.forName(call.type(), true, loader);
    for (java.lang.reflect.Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(call.method())
          && method.getParameterCount() == call.arguments().length) {
        method.setAccessible(true);
        boolean isStatic = java.lang.reflect.Modifier.isStatic(method.getModifiers());
        try {
          Object target = isStatic ? null : target(type);
          return String.valueOf(method.invoke(target, call.arguments()));
        } catch (InvocationTargetException e) {
          return e.getCause().getClass().getSimpleName();
        }
      }
    }
    return "there is no such method";
  }

  private static Object target(Class<?> type) throws ReflectiveOperationException {
    for (String single : new String[] {"MODULE$", "INSTANCE"}) {
      for (java.lang.reflect.Field field : type.getDeclaredFields()) {
        if (field.getName().equals(single)) {
          return field.get(null);
        }
      }
    }
    java.lang.reflect.Constructor<?> made = type.getDeclaredConstructors()[0];
    made.setAccessible(true);
    return made.newInstance(new Object[made.getParameterCount()]);
  }

  private static CallSite counted(CallSite site, Object[] request) {
    if (!request[1].equals("enter")) {
      return site;
    }
    try {
      MethodHandle count =
          MethodHandles.lookup()
              .findStatic(Languages.class, "count", MethodType.methodType(void.class));
      return new ConstantCallSite(MethodHandles.foldArguments(site.dynamicInvoker(), count));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("UnusedMethod") // found by name
  private static void count() {
    ENTERED.incrementAndGet();
  }
}
