package io.zklocked.runtime.engine;

import io.zklocked.runtime.engine.Session.Code;
import io.zklocked.runtime.engine.Session.Reply;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What can be wrong between an engine and its ensemble: each must be found by the simulation. */
enum Flaw {
  /** Nothing. */
  NONE,
  /** The engine never hears that a connection is lost or a session has ended. */
  DEAF,
  /** A delete of which nobody knows whether it was done counts as done. */
  FORGETS_DELETES,
  /** A create of which nobody knows whether it was done counts as not done. */
  FORGETS_CREATES,
  /** A listing leaves out who stands first. */
  SHORT_LISTINGS,
  /** Nobody is told of changes, and the timer does not ring. */
  ASLEEP,
  /** A sync is answered although nothing was caught up with. */
  NO_SYNC;

  Time time(Time time) {
    return this != ASLEEP
        ? time
        : new Time() {
          @Override
          public long nanos() {
            return time.nanos();
          }

          @Override
          public long wallMillis() {
            return time.wallMillis();
          }

          @Override
          public void after(long nanos, Runnable event) {}
        };
  }

  Ensemble.Events events(Ensemble.Events events) {
    if (this == NONE) {
      return events;
    }
    Map<Session, Session> flawed = new HashMap<>();
    return new Ensemble.Events() {
      @Override
      public void connected(Session session) {
        events.connected(of(session));
      }

      @Override
      public void disconnected(Session session) {
        if (Flaw.this != DEAF) {
          events.disconnected(of(session));
        }
      }

      @Override
      public void ended(Session session) {
        if (Flaw.this != DEAF) {
          events.ended(of(session));
        }
      }

      @Override
      public void changed(Session session, String path) {
        if (Flaw.this != ASLEEP) {
          events.changed(of(session), path);
        }
      }

      @Override
      public void failed(String reason) {
        events.failed(reason);
      }

      private Session of(Session session) {
        return flawed.computeIfAbsent(session, Flaw.this::session);
      }
    };
  }

  private Session session(Session session) {
    return (Session)
        Proxy.newProxyInstance(
            Flaw.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> "flawed " + session.id();
                };
              }
              Object[] changed = arguments == null ? new Object[0] : arguments.clone();
              int last = changed.length - 1;
              if (last >= 0 && changed[last] instanceof Reply<?> reply) {
                if (this == NO_SYNC && method.getName().equals("sync")) {
                  session.read("/", false, (code, node) -> reply.answer(sure(code), null));
                  return null;
                }
                changed[last] = reply(method.getName(), reply);
              }
              try {
                return method.invoke(session, changed);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static Code sure(Code code) {
    return code == Code.NO_NODE ? Code.OK : code;
  }

  @SuppressWarnings("unchecked") // a listing's answer is a list of names
  private <T> Reply<T> reply(String request, Reply<T> reply) {
    return (code, value) -> {
      if (this == FORGETS_DELETES && request.equals("delete") && code == Code.DOUBTFUL) {
        reply.answer(Code.OK, null);
      } else if (this == FORGETS_CREATES
          && request.equals("createContender")
          && code == Code.DOUBTFUL) {
        reply.answer(Code.NO_NODE, null);
      } else if (this == SHORT_LISTINGS && value instanceof List<?> names) {
        List<String> fewer = new ArrayList<>((List<String>) names);
        fewer.stream()
            .filter(name -> ContenderName.parse(name) != null)
            .min((a, b) -> Long.compare(sequence(a), sequence(b)))
            .ifPresent(first -> fewer.remove(fewer.size() > 1 ? first : ""));
        reply.answer(code, (T) fewer);
      } else {
        reply.answer(code, value);
      }
    };
  }

  private static long sequence(String name) {
    ContenderName contender = ContenderName.parse(name);
    return contender == null ? 0 : contender.sequence();
  }
}
