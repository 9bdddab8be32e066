package io.zklocked.runtime.memory;

import io.zklocked.runtime.engine.Session.NewContender;
import java.util.List;
import java.util.Objects;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads that change one tree: each sees what some order of the changes one by one gives. */
@Param(name = "sequence", gen = IntGen.class, conf = "0:2")
@Tag("interleavings")
public class MemoryTreeInterleavingsTest {

  private final MemoryTree tree = new MemoryTree();
  private final MemorySession session =
      new MemorySession(tree, new Deaf(), "memory-1", 1_000_000_000L);

  /** With a directory for the contenders. */
  public MemoryTreeInterleavingsTest() {
    tree.createDirectory("/key");
  }

  /**
   * Joins the line.
   *
   * @return what was created
   */
  @Operation
  public String join() {
    return tree.createContenders(session, List.of(new NewContender("/key/lock-", new byte[0])))
        .created()
        .toString();
  }

  /**
   * Leaves the line.
   *
   * @param sequence who
   * @return how that went
   */
  @Operation
  public String leave(@Param(name = "sequence") int sequence) {
    return tree.delete("/key/lock-000000000" + sequence).code().name();
  }

  /**
   * Who stands in line.
   *
   * @return their names
   */
  @Operation
  public List<String> line() {
    return Objects.requireNonNull(tree.list("/key", null)).stream().sorted().toList();
  }

  @Test
  void changesAreOneByOne() {
    new StressOptions()
        .iterations(5)
        .invocationsPerIteration(250)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .check(MemoryTreeInterleavingsTest.class);
  }
}
