package io.zklocked.hosts.stock;

import io.zklocked.ZkLocked;
import java.util.concurrent.Callable;

/** The stock of a shop. */
public final class Stock {

  private Stock() {}

  /**
   * Takes something out, one at a time.
   *
   * @param article which
   * @param body the work
   * @return what that gives
   * @throws Exception what that throws
   */
  public static String take(long article, Callable<String> body) throws Exception {
    return take(new Article(article), body);
  }

  @ZkLocked(value = "stock/{article.id}", waitTime = "0")
  static String take(Article article, Callable<String> body) throws Exception {
    return body.call();
  }

  /** Nobody else can see it, so that its key is read with the rights of this class. */
  private record Article(long id) {}
}
