package io.zklocked.runtime.inspect;

/**
 * Says that the servers refuse something to this client; the message says which right it lacks, and
 * where.
 */
public final class MissingRightException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String right;
  private final String path;

  MissingRightException(String right, String path) {
    super(
        "The servers refuse this: %s of %s is not given to this client. Have it given (acl), or say who this client is (auth-file, tls.keystore)."
            .formatted(right, path));
    this.right = right;
    this.path = path;
  }

  /**
   * What is lacking.
   *
   * @return one of ZooKeeper's {@code READ}, {@code CREATE} and {@code DELETE}
   */
  public String right() {
    return right;
  }

  /**
   * Where it is lacking.
   *
   * @return the path of a node
   */
  public String path() {
    return path;
  }
}
