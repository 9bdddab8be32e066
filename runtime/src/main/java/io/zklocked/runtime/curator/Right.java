package io.zklocked.runtime.curator;

/**
 * What one identity may do with new nodes, in ZooKeeper's terms. Immutable.
 *
 * @param scheme such as {@code digest}, {@code sasl}, {@code x509}, {@code world} or {@code auth}
 * @param id who, as the scheme writes it
 * @param permissions letters out of {@code cdrwa}
 */
public record Right(String scheme, String id, String permissions) {

  /** Everything, for whoever creates the node and is known to the servers. */
  public static final Right CREATOR = new Right("auth", "", "cdrwa");

  /** Everything, for everybody. */
  public static final Right WORLD = new Right("world", "anyone", "cdrwa");
}
