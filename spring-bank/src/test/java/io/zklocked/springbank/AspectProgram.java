package io.zklocked.springbank;

import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.aspectj.AnnotationTransactionAspect;

/** A locked method into which AspectJ weaves its transaction; prints what lies around what. */
public final class AspectProgram {

  private AspectProgram() {}

  /**
   * Calls it.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    var manager = new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:till"));
    Till till = new Till();
    StringBuilder seen = new StringBuilder();
    manager.addListener(
        new TransactionExecutionListener() {
          @Override
          public void beforeBegin(TransactionExecution transaction) {
            seen.append("begin ").append(isFree(till));
          }
        });
    AnnotationTransactionAspect.aspectOf().setTransactionManager(manager);
    till.open(
        1,
        () ->
            Course.follow(
                () -> seen.append(", commit ").append(isFree(till)),
                () -> seen.append(", committed ").append(isFree(till))));
    System.out.println(seen + ", then " + isFree(till));
    System.exit(0);
  }

  private static boolean isFree(Till till) {
    return Elsewhere.call(() -> till.probe(1)).isPresent();
  }
}
