package io.zklocked.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.agent.Forked.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that are locked by a rules file, under the agent in JVMs of their own. */
class RulesIT {

  private static final String BOOKS =
      """
      import io.zklocked.*;
      import java.nio.file.*;

      public class Books {
        static String held() {
          try {
            return HeldLock.current().resource();
          } catch (IllegalStateException e) {
            return "none";
          }
        }

        String close(String month) { return held(); }

        @ZkLocked(value = "ledger", waitTime = "20s") void ledger(Runnable body) { body.run(); }

        /** How long a call waits while another thread has the ledger. */
        long waited() {
          long[] millis = new long[1];
          ledger(() -> {
            Thread waiter = new Thread(() -> {
              try {
                ledger(() -> {});
              } catch (LockBusyException e) {
                millis[0] = e.waited().toMillis();
              }
            });
            waiter.start();
            try {
              waiter.join();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
          return millis[0];
        }

        public static void main(String[] arguments) throws Exception {
          Books books = new Books();
          System.out.println(books.close("may"));
          if (arguments.length > 0) {
            System.out.println(books.waited() >= 500);
            Path rules = Path.of(arguments[0]);
            Files.writeString(rules, "@ZkLocked ledger -> wait-time=x\\n");
            Files.writeString(rules, "@ZkLocked ledger -> wait-time=1ms\\n");
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (books.waited() >= 500) {
              if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("the change is not seen");
              }
            }
            System.out.println("changed");
          }
        }
      }
      """;

  @TempDir Path directory;
  private Path rules = Path.of("locks.rules");

  @BeforeEach
  void compile() throws IOException {
    Forked.compile(directory, "Books", BOOKS);
    rules = directory.resolve("locks.rules");
  }

  private Outcome run(List<String> lines, String... arguments) throws Exception {
    Files.write(rules, lines);
    return run("rules=" + rules, arguments);
  }

  private Outcome run(String option, String... arguments) throws Exception {
    return Forked.java(
        Stream.concat(
                Stream.of(
                    "-javaagent:" + Forked.AGENT + "=connect=memory," + option,
                    "-cp",
                    directory + File.pathSeparator + Forked.ANNOTATIONS,
                    "Books"),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  @Test
  void methodIsLockedThatNobodyAnnotatedAndRulesOfNothingAreTold() throws Exception {
    Outcome outcome =
        run(
            List.of(
                "Books#close(..) -> books/{0} # the close of a month",
                "Books#cloze(..) -> books/{0}",
                "Boks#close -> books",
                "@ZkLocked ledgers -> wait-time=1s"));
    assertThat(outcome.exit()).as("%s", outcome.err()).isZero();
    assertThat(outcome.out()).containsExactly("books/may");
    assertThat(outcome.err().get(0)).endsWith("rules " + rules);
    assertThat(outcome.err())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("ERROR", "locks.rules:2: Books#cloze(..)", "did you mean close?"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("at the end: locks.rules:3: Boks#close(..) LOCKS NOTHING"))
        .anySatisfy(
            line -> assertThat(line).contains("at the end: locks.rules:4: @ZkLocked ledgers SETS"))
        .noneSatisfy(line -> assertThat(line).contains("locks.rules:1"));
  }

  @Test
  void whatTheFileSetsTakesEffectWhenTheFileChanges() throws Exception {
    Outcome outcome = run(List.of("@ZkLocked ledger -> wait-time=500ms"), rules.toString());
    assertThat(outcome.exit()).as("%s", outcome.err()).isZero();
    assertThat(outcome.out()).containsExactly("none", "true", "changed");
    assertThat(outcome.err())
        .anySatisfy(line -> assertThat(line).endsWith("what it sets of locks is in effect"));
  }

  @Test
  void wrongFileEndsTheStartInOneLine() throws Exception {
    Outcome outcome = run(List.of("", "Books.close -> books"));
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .singleElement()
        .asString()
        .contains("rules", rules.toString(), "line 2, column 12: here # and the name of a method");
    for (String option : List.of("rules=" + directory, "rules=no.rules", "adopt=shedlok")) {
      assertThat(run(option).err()).singleElement().asString().startsWith("zklocked: ");
    }
  }
}
