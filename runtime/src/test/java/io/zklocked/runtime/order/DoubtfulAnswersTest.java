package io.zklocked.runtime.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.zklocked.runtime.engine.Session;
import io.zklocked.runtime.engine.Session.Code;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests of which nobody knows whether they were done, as when a connection is lost. */
@Timeout(60)
class DoubtfulAnswersTest {

  private final Set<String> doubtful = new HashSet<>();

  /** Does not say whether it has done what is asked for, which it has or not. */
  private Session doubting(Session session, boolean isDone) {
    return (Session)
        Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> {
              if (doubtful.contains(method.getName())) {
                Session.Reply<?> reply = (Session.Reply<?>) arguments[arguments.length - 1];
                if (!isDone) {
                  reply.answer(Code.DOUBTFUL, null);
                  return null;
                }
                arguments[arguments.length - 1] =
                    (Session.Reply<?>) (code, value) -> reply.answer(Code.DOUBTFUL, null);
              }
              try {
                return method.invoke(session, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void orderThatWasPublishedInDoubtIsPublishedOnce() {
    String tree = "/publishedInDoubt/orders";
    try (Looker looker = new Looker();
        Neighbour other = Neighbour.warned(tree)) {
      other.nest("b/{x}=b/1", "a/{x}=a/1");
      Session session = doubting(looker.session(), true);
      Neighbour one = Neighbour.unconnected(tree);
      one.exchange.connected(session);
      doubtful.add("createNamed");
      one.nest("a/{x}=a/1", "b/{x}=b/1");
      assertThat(one.warnings).isEmpty();
      doubtful.clear();
      one.exchange.disconnected(session);
      one.exchange.connected(session);
      assertThat(one.warnings).hasSize(1);
      String order = OrderPath.of(new Order("a/{}", "b/{}")).name();
      assertThat(looker.list(tree + "/kinds/" + order)).hasSize(1);
    }
  }

  @Test
  void lookWithoutAnswerIsDoneAgain() {
    String tree = "/lookWithoutAnswer/orders";
    try (Looker looker = new Looker();
        Neighbour other = Neighbour.warned(tree)) {
      other.nest("t/{x}=t/1", "t/{x}=t/2");
      Session session = doubting(looker.session(), true);
      Neighbour one = Neighbour.unconnected(tree);
      one.exchange.connected(session);
      doubtful.add("read");
      one.nest("t/{x}=t/2", "t/{x}=t/1");
      assertThat(one.warnings).isEmpty();
      doubtful.clear();
      one.exchange.disconnected(session);
      one.exchange.connected(session);
      assertThat(one.warnings).hasSize(1);
    }
  }

  @Test
  void orderThatWasWithdrawnInVainIsWithdrawnLater() {
    String tree = "/withdrawnInVain/orders";
    try (Looker looker = new Looker()) {
      Session silent = doubting(looker.session(), false);
      Neighbour one = Neighbour.unconnected(tree);
      one.exchange.connected(silent);
      doubtful.add("delete");
      one.nest("gate=gate", "a/{x}=a/1", "b/{x}=b/1");
      one.nest("a/{x}=a/1", "b/{x}=b/1"); // without the gate: in the place of the first
      String order = tree + "/kinds/" + OrderPath.of(new Order("a/{}", "b/{}")).name();
      assertThat(looker.list(order)).hasSize(2);
      doubtful.clear();
      one.exchange.disconnected(silent);
      one.exchange.connected(silent);
      assertThat(looker.list(order)).hasSize(1);
    }
  }
}
