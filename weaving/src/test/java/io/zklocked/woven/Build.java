package io.zklocked.woven;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.build.BuildLogger;
import net.bytebuddy.build.EntryPoint;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.inline.MethodNameTransformer;

/** One build: javac, then Byte Buddy's engine with the plugin, as its plugin for Maven runs it. */
final class Build {

  private final Path classes;
  private final List<String> logged = new ArrayList<>();

  Build(Path classes) {
    this.classes = classes;
  }

  /** Compiles one source file. */
  Build compile(String name, String source, String... options) throws IOException {
    Path file = classes.resolve(name + ".java");
    Files.writeString(file, source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> all = new ArrayList<>(List.of("--release", "17", "-d", classes.toString()));
    all.addAll(List.of(options));
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      if (!compiler.getTask(said, files, null, all, null, files.getJavaFileObjects(file)).call()) {
        throw new IllegalArgumentException(said.toString());
      }
    }
    return this;
  }

  /** Runs the plugin over all classes; gives the names of those that it has changed. */
  List<String> weave() throws IOException {
    File root = classes.toFile();
    BuildLogger log =
        new BuildLogger.Adapter() {
          @Override
          public boolean isErrorEnabled() {
            return true;
          }

          @Override
          public void error(String message) {
            logged.add(message);
          }
        };
    return Plugin.Engine.Default.of(
            EntryPoint.Default.REBASE,
            ClassFileVersion.JAVA_V17,
            MethodNameTransformer.Suffixing.withRandomSuffix())
        .with(ClassFileLocator.ForClassLoader.of(Build.class.getClassLoader()))
        .withErrorHandlers(
            Plugin.Engine.ErrorHandler.Enforcing.ALL_TYPES_RESOLVED,
            Plugin.Engine.ErrorHandler.Enforcing.NO_LIVE_INITIALIZERS,
            Plugin.Engine.ErrorHandler.Failing.FAIL_FAST)
        .apply(
            new Plugin.Engine.Source.ForFolder(root),
            new Plugin.Engine.Target.ForFolder(root),
            new Plugin.Factory.Simple(new ZkLockedPlugin(root, log)))
        .getTransformed()
        .stream()
        .map(type -> type.getName())
        .sorted()
        .toList();
  }

  /** What the plugin has told the build's log as errors. */
  List<String> logged() {
    return logged;
  }

  byte[] file(String name) throws IOException {
    return Files.readAllBytes(classes.resolve(name + ".class"));
  }

  ClassLoader loader() throws IOException {
    return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Build.class.getClassLoader());
  }
}
