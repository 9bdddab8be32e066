package io.zklocked.runtime.engine;

import static io.zklocked.runtime.engine.SimWorld.SECOND;
import static io.zklocked.runtime.engine.SimWorld.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.LockState;
import io.zklocked.runtime.engine.SimClient.Hold;
import io.zklocked.runtime.engine.SimClient.Profile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Several engines on simulated servers, under schedules drawn from a seed. A failure prints its
 * seed and what happened last; {@code -Dzklocked.sim.seed=N} runs one seed again, {@code
 * -Dzklocked.sim.seeds=N} runs more of them.
 *
 * <p>What is promised about the trust in a hold, exactly: two holds of one key are valid at the
 * same time only if an operator deleted the elder's node, or if the elder's client had heard a word
 * more than a tenth of the timeout T after the leader took its last sign of life. For the client
 * hears of a dead connection at most 2/3 T after the last word, and trusts for T/3 - T/10 more; the
 * leader waits T from the last sign of life. Stalled messages, or a watch that fires just before
 * the link breaks, can widen that gap: then the overlap is counted, not refused.
 */
class SimulationTest {

  private static final int SEEDS = Integer.getInteger("zklocked.sim.seeds", 100);

  private long steps;
  private long grants;
  private long overlaps;

  @Test
  void calmSchedulesKeepEveryRule() {
    runAll("calm", new Profile(0, false, 0, Flaw.NONE));
    assertThat(overlaps).isZero();
  }

  @Test
  void schedulesWithBrokenLinksKeepEveryRule() {
    runAll("broken links", new Profile(0.01, false, 0, Flaw.NONE));
  }

  @Test
  void schedulesWithStallsKeepEveryRuleButTheClocks() {
    runAll("stalls", new Profile(0.01, true, 0, Flaw.NONE));
  }

  @Test
  void schedulesWithAnOperatorWhoDeletesNodesKeepEveryRule() {
    runAll("operator", new Profile(0.005, false, 0.1, Flaw.NONE));
  }

  @Test
  void sameSeedRunsTheSameWay() {
    Profile profile = new Profile(0.02, true, 0.1, Flaw.NONE);
    run(7, profile);
    long first = steps;
    run(7, profile);
    assertThat(steps).isEqualTo(2 * first);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyFlawIsFound(Flaw flaw) {
    for (int seed = 1; seed <= 500; seed++) {
      try {
        run(seed, new Profile(0.02, false, 0, flaw));
      } catch (AssertionError e) {
        String found = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        System.out.printf("%s: seed %d: %s%n", flaw, seed, found);
        return;
      }
    }
    throw new AssertionError(flaw + " was not found");
  }

  private void runAll(String name, Profile profile) {
    Long only = Long.getLong("zklocked.sim.seed");
    long start = System.nanoTime();
    for (long seed = 1; seed <= SEEDS; seed++) {
      run(only == null ? seed : only, profile);
    }
    System.out.printf(
        "simulation, %s: %d schedules, %d events, %d grants, %d overlaps beyond the promise,"
            + " %d ms%n",
        name, SEEDS, steps, grants, overlaps, (System.nanoTime() - start) / 1_000_000);
  }

  private void run(long seed, Profile profile) {
    SimWorld world = new SimWorld(seed);
    world.isRough = profile.breaks() > 0;
    SimServers servers = new SimServers(world);
    List<SimClient> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clients.add(new SimClient(world, servers, "c" + i, profile));
    }
    Set<Long> meddled = new HashSet<>();
    for (SimClient client : clients) {
      calls(world, client, 12);
    }
    meddle(world, servers, profile, meddled);
    Runnable check = () -> checkExclusion(world, clients, meddled);
    world.run(6 * TIMEOUT, check);
    world.isRough = false;
    world.note("faults stop");
    world.run(10 * TIMEOUT, check);
    List<CompletableFuture<Void>> drained = clients.stream().map(c -> c.engine.drain()).toList();
    world.run(3 * TIMEOUT, check);
    for (int i = 0; i < clients.size(); i++) {
      clients.get(i).checkEnd(drained.get(i));
      grants += clients.get(i).tally.granted();
    }
    if (!servers.contenders().isEmpty()) {
      throw world.violation("ghosts: " + servers.contenders());
    }
    steps += world.steps();
  }

  private void calls(SimWorld world, SimClient client, int most) {
    for (int i = 0; i < most; i++) {
      world.after(world.between(0, 5 * TIMEOUT), client::call);
    }
  }

  private void meddle(SimWorld world, SimServers servers, Profile profile, Set<Long> meddled) {
    world.after(
        SECOND,
        () -> {
          List<String> contenders = new ArrayList<>(servers.contenders());
          if (!contenders.isEmpty() && world.strikes(profile.meddling())) {
            String path = contenders.get(world.random.nextInt(contenders.size()));
            SimTree.Znode znode = servers.leader.get(path);
            world.note("operator deletes " + path);
            meddled.add(znode == null ? 0 : znode.czxid);
            servers.leader.delete(path);
          }
          meddle(world, servers, profile, meddled);
        });
  }

  private void checkExclusion(SimWorld world, List<SimClient> clients, Set<Long> meddled) {
    Map<String, Hold> valid = new HashMap<>();
    for (SimClient client : clients) {
      for (Hold hold : client.holds()) {
        if (hold.grant().state() != LockState.VALID
            || meddled.contains(hold.grant().fencing().czxid())) {
          continue;
        }
        SimSession session = hold.session();
        if (!session.isAlive && session.heard - session.touched > TIMEOUT / 10) {
          overlaps++;
          continue;
        }
        Hold other = valid.put(hold.grant().request().path(), hold);
        if (other != null) {
          throw world.violation(
              "two valid holds of "
                  + hold.grant().request().path()
                  + ": "
                  + other.grant().fencing()
                  + " and "
                  + hold.grant().fencing());
        }
      }
    }
  }
}
