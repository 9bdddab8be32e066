package io.zklocked.runtime.curator;

import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/**
 * The rights of new nodes, the same for directories and contenders: what may be done with a
 * contender is decided by the rights of its directory. Immutable.
 */
final class GrantedRights implements ACLProvider {

  private final List<ACL> granted;

  GrantedRights(List<Right> rights) {
    List<ACL> granted = new ArrayList<>();
    for (Right right : rights) {
      granted.add(new ACL(bits(right.permissions()), new Id(right.scheme(), right.id())));
    }
    this.granted = List.copyOf(granted);
  }

  private static int bits(String permissions) {
    int bits = 0;
    for (int i = 0; i < permissions.length(); i++) {
      bits |= bit(permissions.charAt(i));
    }
    return bits;
  }

  private static int bit(char letter) {
    return switch (letter) {
      case 'c' -> Perms.CREATE;
      case 'd' -> Perms.DELETE;
      case 'r' -> Perms.READ;
      case 'w' -> Perms.WRITE;
      case 'a' -> Perms.ADMIN;
      default -> throw new IllegalArgumentException("not one of cdrwa: " + letter);
    };
  }

  @Override
  public List<ACL> getDefaultAcl() {
    return granted;
  }

  @Override
  public List<ACL> getAclForPath(String path) {
    return granted;
  }
}
