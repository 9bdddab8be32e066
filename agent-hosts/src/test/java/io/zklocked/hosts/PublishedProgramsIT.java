package io.zklocked.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Published programs, locked by a rule: two nodes of each stand in line for the lock. */
@Tag("programs")
class PublishedProgramsIT {

  /** The second node waits for what the first one does under its lock. */
  private static final String WAIT = " wait-time=5m\n";

  /** Runs those whose names contain the word. */
  private static final String ONLY = System.getProperty("zklocked.programs.only", "");

  private static final int STARTS = Integer.getInteger("zklocked.programs.starts", 3);

  @TempDir private Path directory;

  static Stream<Arguments> programs() {
    return Stream.of(Jdk.values())
        .flatMap(jdk -> Program.all().stream().map(program -> Arguments.of(jdk, program)))
        .filter(each -> each.get()[1].toString().contains(ONLY));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void twoNodesOfProgramStandInLineForItsLock(Jdk jdk, Program program) throws Exception {
    Path rules = Files.writeString(directory.resolve("locks.rules"), program.rule() + WAIT);
    try (Outside outside = new Outside()) {
      String agent =
          "-javaagent:" + AppJvm.AGENT + "=connect=" + outside.connect() + ",rules=" + rules;
      twoNodes(jdk, program, agent, outside);
      List<Long> without = new ArrayList<>();
      List<Long> with = new ArrayList<>();
      for (int i = 0; i < STARTS; i++) {
        without.add(millis(jdk, program, "-Dwithout=agent"));
        // Under a root of its own, where nobody waits for a node that was killed.
        with.add(millis(jdk, program, agent + ",root=/start-" + i));
      }
      System.out.printf(
          "[program] %s | %s | %s | two nodes in line | %d ms without, %d ms with the agent%n",
          jdk, program.name(), program.rule(), median(without), median(with));
    }
  }

  private void twoNodes(Jdk jdk, Program program, String agent, Outside outside) throws Exception {
    InterProcessMutex other = new InterProcessMutex(outside.client(), program.lock());
    other.acquire();
    try (AppJvm one = start(jdk, program, agent);
        AppJvm two = start(jdk, program, agent)) {
      outside.awaitContenders(program.lock(), 3, one, two);
      other.release();
      one.says(program.said());
      two.says(program.said());
    }
  }

  private long millis(Jdk jdk, Program program, String option) throws Exception {
    long begin = System.nanoTime();
    try (AppJvm app = start(jdk, program, option)) {
      app.says(program.said());
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
  }

  private AppJvm start(Jdk jdk, Program program, String option) throws Exception {
    Path own = Files.createTempDirectory(directory, "node");
    List<Object> arguments = new ArrayList<>(List.of("-Xmx512m", option));
    arguments.add("-Dorg.osgi.framework.storage=" + own);
    arguments.addAll(program.command());
    return AppJvm.telling(jdk.tool("java"), arguments.toArray());
  }

  private static long median(List<Long> values) {
    Collections.sort(values);
    assertThat(values).isNotEmpty();
    return values.get(values.size() / 2);
  }
}
