package io.zklocked.contract;

import io.zklocked.contract.ContractRunner.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One way on one JDK, in a process of its own.
 *
 * @param title what the report calls it
 * @param launch how to start it
 * @param server where the server is, for those who look at it from outside
 */
record ContractRun(String title, Launch launch, String server) {

  /** How long all rules may take together; they take far less. */
  private static final long LIMIT_SECONDS = 180;

  /** Runs the rules; gives what came of each, by its index. What is missing did not run. */
  Map<Integer, Verdict> execute() throws IOException, InterruptedException {
    Path out = launch.logs().resolve(title.replace(' ', '-') + ".out");
    ProcessBuilder builder = launch.of(ContractRunner.class);
    builder.command().add(1, "-D" + ContractRunner.SERVER + "=" + server);
    Process process = builder.redirectOutput(out.toFile()).start();
    try {
      process.getOutputStream().close();
      process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    Map<Integer, Verdict> verdicts = new TreeMap<>();
    for (String line : Files.readAllLines(out, StandardCharsets.UTF_8)) {
      if (Verdict.isLine(line)) {
        Verdict verdict = Verdict.parse(line);
        verdicts.put(verdict.index(), verdict);
      }
    }
    return verdicts;
  }
}
