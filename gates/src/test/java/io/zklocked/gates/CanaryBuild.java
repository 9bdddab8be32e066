package io.zklocked.gates;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of Maven over all canaries, each of which inherits the gates from the real parent. It
 * goes on after a failure. Immutable.
 *
 * @param log what Maven printed
 */
record CanaryBuild(String log) {

  /** Copies the canaries to where the build's products are, and builds them. */
  static CanaryBuild run(Path sources, Path target) throws IOException, InterruptedException {
    Maven.copy(sources, target);
    return new CanaryBuild(Maven.run(target, "--fail-at-end", "verify"));
  }

  /** Whether Maven says that it built the module. */
  boolean succeeded(String module) {
    return !found("canary %s \\.+ SUCCESS", module).isEmpty();
  }

  /** Why Maven gave the module up: the goal that failed, and what it said. */
  String failure(String module) {
    return found(
        "Failed to execute goal \\S+ \\([^)]*\\) on project canary-%s: [\\s\\S]*?-> \\[", module);
  }

  /** What Maven printed while it built the module. */
  String section(String module) {
    return found("Building canary %s [\\s\\S]*?(?=Building canar|Reactor Summary)", module);
  }

  private String found(String pattern, String module) {
    Matcher matcher = Pattern.compile(pattern.formatted(Pattern.quote(module))).matcher(log);
    return matcher.find() ? matcher.group() : "";
  }
}
