package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Created;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process that locks as another library's recipe does: a node in the line, a listing, a watch on
 * the one before, a delete that is tried until it is done. It believes that it holds what it was
 * granted until it lets go. Confined to one thread.
 */
final class SimPeer extends SimMember implements Ensemble.Events {

  private enum Stage {
    IDLE,
    ENROLLING,
    LISTING,
    WATCHING,
    HOLDING,
    LEAVING
  }

  private static final byte[] RECORD = {'1', '0', '.', '0', '.', '0', '.', '1'};
  private static final long SOON_NANOS = 100_000_000L;

  private final SimRecipe recipe;
  private Stage stage = Stage.IDLE;
  private String path = "";
  private String prefix = "";
  private @Nullable String node;
  private @Nullable Session port;
  private @Nullable Session enrolledIn;
  private boolean isConnected;
  private long bodyNanos;
  private int turn;
  private int ids;

  SimPeer(SimServers servers, String name, SimRecipe recipe) {
    super(servers, name);
    this.recipe = recipe;
  }

  @Override
  Ensemble.Events events() {
    return this;
  }

  /** Wants a lock, unless it is about one already. */
  void call(String wanted, long body, long patience) {
    if (stage != Stage.IDLE || isGone()) {
      return;
    }
    path = wanted;
    bodyNanos = body;
    enrol();
    int asked = turn;
    if (patience < Long.MAX_VALUE) {
      after(
          patience,
          () -> {
            if (turn == asked && stage != Stage.HOLDING) {
              leaveLine();
            }
          });
    }
  }

  boolean isQuiet() {
    return stage == Stage.IDLE || isGone();
  }

  /** Whether it takes itself for the holder, without having looked whether it may. */
  boolean believesCarelessly(String directory) {
    return stage == Stage.HOLDING && recipe == SimRecipe.CARELESS && path.equals(directory);
  }

  /** Whether it has a lock that nobody else should have. */
  boolean holds(String directory) {
    String mine = node;
    return stage == Stage.HOLDING
        && recipe.seesOurs()
        && path.equals(directory)
        && mine != null
        && servers.truth.get(mine) != null
        && !isDead();
  }

  @Override
  public final String toString() {
    return name + " " + stage + " " + node;
  }

  // --- The recipe ---

  private void enrol() {
    turn++;
    stage = Stage.ENROLLING;
    node = null;
    prefix = recipe.prefix(new UUID(name.hashCode(), ++ids));
    create();
  }

  private void create() {
    Session asked = port;
    enrolledIn = null;
    if (asked == null || !isConnected) {
      return; // goes on when connected
    }
    int mine = turn;
    String wanted = path + "/" + prefix;
    enrolledIn = asked;
    asked.createContender(
        path + "/" + prefix,
        RECORD,
        (code, created) -> {
          if (turn == mine && stage == Stage.ENROLLING) {
            created(asked, code, created);
          } else if (created != null) {
            delete(asked, created.path());
          } else if (code == Code.DOUBTFUL) {
            recover(asked, mine, wanted); // given up: looks for it only to delete it
          }
        });
  }

  private void created(Session asked, Code code, @Nullable Created created) {
    if (created != null) {
      node = created.path();
      list();
    } else if (code == Code.NO_NODE) {
      makeDirectories(asked);
      create();
    } else if (code == Code.DOUBTFUL) {
      recover(asked, turn, path + "/" + prefix);
    }
  }

  private void makeDirectories(Session asked) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      asked.createDirectory(path.substring(0, slash), (code, none) -> {});
    }
    asked.createDirectory(path, (code, none) -> {});
  }

  /** Nobody knows whether the node was created: looks for it by its id. */
  private void recover(Session asked, int mine, String wanted) {
    String directory = wanted.substring(0, wanted.lastIndexOf('/'));
    asked.sync(
        directory,
        (synced, none) ->
            asked.list(
                directory,
                false,
                (listed, names) -> {
                  Code code = synced == Code.OK ? listed : synced;
                  if (code == Code.DOUBTFUL) {
                    after(SOON_NANOS, () -> recover(asked, mine, wanted));
                  } else if (turn != mine || stage != Stage.ENROLLING) {
                    find(directory, wanted, names).forEach(found -> delete(asked, found));
                  } else {
                    recovered(code, find(directory, wanted, names));
                  }
                }));
  }

  private void recovered(Code code, List<String> found) {
    if (!found.isEmpty()) {
      node = found.get(0);
      list();
    } else if (code != Code.SESSION_ENDED) {
      create();
    }
  }

  private static List<String> find(String directory, String wanted, @Nullable List<String> names) {
    return names == null
        ? List.of()
        : names.stream().map(n -> directory + "/" + n).filter(n -> n.startsWith(wanted)).toList();
  }

  /** Looks who is before it. */
  void list() {
    Session asked = port;
    String mine = node;
    if (asked == null || mine == null) {
      return;
    }
    stage = Stage.LISTING;
    int now = turn;
    asked.list(
        path,
        false,
        (code, names) -> {
          if (turn == now && stage == Stage.LISTING) {
            listed(asked, mine.substring(path.length() + 1), code, names);
          }
        });
  }

  private void listed(Session asked, String mine, Code code, @Nullable List<String> names) {
    if (code == Code.DOUBTFUL) {
      int now = turn;
      after(SOON_NANOS, () -> again(now, this::list));
    } else if (names == null || !names.contains(mine)) {
      enrol();
    } else {
      String before = recipe.predecessor(mine, names);
      if (before == null) {
        hold();
      } else {
        watch(asked, path + "/" + before);
      }
    }
  }

  private void watch(Session asked, String before) {
    stage = Stage.WATCHING;
    int now = turn;
    asked.read(
        before,
        true,
        (code, read) -> {
          if (turn == now && stage == Stage.WATCHING && code != Code.OK) {
            if (code == Code.NO_NODE) {
              list();
            } else if (code == Code.DOUBTFUL) {
              after(SOON_NANOS, () -> again(now, this::list));
            }
          }
        });
  }

  private void again(int asked, Runnable what) {
    if (turn == asked && stage != Stage.IDLE && stage != Stage.HOLDING) {
      what.run();
    }
  }

  private void hold() {
    stage = Stage.HOLDING;
    if (world.traces) {
      world.note(name + " holds " + node);
    }
    int now = turn;
    after(
        bodyNanos,
        () -> {
          if (turn == now) {
            leaveLine();
          }
        });
  }

  private void leaveLine() {
    String mine = node;
    Session mySession = enrolledIn;
    turn++;
    stage = Stage.LEAVING;
    if (mine != null && mySession != null) {
      delete(mySession, mine);
    } else {
      stage = Stage.IDLE;
    }
  }

  private void delete(Session in, String gone) {
    if (world.traces) {
      world.note(name + " lets go of " + gone);
    }
    in.delete(
        gone,
        (code, none) -> {
          if (code == Code.DOUBTFUL) {
            after(SOON_NANOS, () -> delete(in, gone));
          } else if (stage == Stage.LEAVING && gone.equals(node)) {
            stage = Stage.IDLE;
          }
        });
  }

  // --- What it is told ---

  @Override
  public final void connected(Session session) {
    port = session;
    isConnected = true;
    switch (stage) {
      case ENROLLING -> {
        if (enrolledIn != session) {
          create();
        }
      }
      case WATCHING -> list();
      default -> {}
    }
  }

  @Override
  public final void disconnected(Session session) {
    isConnected = false;
  }

  @Override
  public final void ended(Session session) {
    port = null;
    isConnected = false;
    if (recipe == SimRecipe.CARELESS && node != null && stage != Stage.LEAVING) {
      stage = stage == Stage.HOLDING ? stage : Stage.WATCHING;
    } else if (stage == Stage.LISTING || stage == Stage.WATCHING || stage == Stage.ENROLLING) {
      enrol();
    }
  }

  @Override
  public final void changed(Session session, String what) {
    if (stage == Stage.WATCHING) {
      list();
    }
  }

  @Override
  public final void failed(String reason) {}
}
