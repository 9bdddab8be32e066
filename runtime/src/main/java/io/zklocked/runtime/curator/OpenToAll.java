package io.zklocked.runtime.curator;

import java.util.List;
import org.apache.curator.framework.api.ACLProvider;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

/** The rights of nodes that everybody may read, write and delete. */
final class OpenToAll implements ACLProvider {

  @Override
  public List<ACL> getDefaultAcl() {
    return ZooDefs.Ids.OPEN_ACL_UNSAFE;
  }

  @Override
  public List<ACL> getAclForPath(String path) {
    return getDefaultAcl();
  }
}
