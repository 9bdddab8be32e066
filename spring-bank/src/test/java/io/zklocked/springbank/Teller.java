package io.zklocked.springbank;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Opens transactions around the work of others. */
@Service
public class Teller {

  @Transactional
  public void serve(Runnable work) {
    work.run();
  }

  @Transactional(isolation = Isolation.REPEATABLE_READ)
  public void serveRepeatably(Runnable work) {
    work.run();
  }
}
