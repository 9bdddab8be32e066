package io.zklocked.runtime.curator;

import io.zklocked.runtime.engine.Session.Code;
import java.util.EnumSet;
import java.util.Set;
import org.apache.zookeeper.KeeperException;

/** What ZooKeeper's result codes mean to the engine. */
final class Codes {

  private static final Set<KeeperException.Code> DOUBTFUL =
      EnumSet.of(
          KeeperException.Code.CONNECTIONLOSS,
          KeeperException.Code.OPERATIONTIMEOUT,
          KeeperException.Code.REQUESTTIMEOUT,
          KeeperException.Code.SESSIONMOVED,
          KeeperException.Code.THROTTLEDOP);

  // AUTHFAILED is how a handle answers everything once its credentials were refused.
  private static final Set<KeeperException.Code> ENDED =
      EnumSet.of(
          KeeperException.Code.SESSIONEXPIRED,
          KeeperException.Code.AUTHFAILED,
          KeeperException.Code.SESSIONCLOSEDREQUIRESASLAUTH);

  private Codes() {}

  /**
   * @param result as ZooKeeper's callbacks give it
   */
  static Code of(int result) {
    KeeperException.Code code;
    try {
      code = KeeperException.Code.get(result);
    } catch (IllegalArgumentException e) {
      // A newer server's code: nobody here knows whether the request was done.
      return Code.DOUBTFUL;
    }
    if (DOUBTFUL.contains(code)) {
      return Code.DOUBTFUL;
    }
    if (ENDED.contains(code)) {
      return Code.SESSION_ENDED;
    }
    return switch (code) {
      case OK -> Code.OK;
      case NONODE -> Code.NO_NODE;
      case NODEEXISTS -> Code.NODE_EXISTS;
      case NOTEMPTY -> Code.NOT_EMPTY;
      case BADVERSION -> Code.BAD_VERSION;
      case NOAUTH -> Code.NO_RIGHTS;
      default -> Code.REFUSED;
    };
  }
}
