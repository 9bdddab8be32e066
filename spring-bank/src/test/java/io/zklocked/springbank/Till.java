package io.zklocked.springbank;

import io.zklocked.LockParam;
import io.zklocked.OnBusy;
import io.zklocked.ZkLocked;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Whose transactions are woven into it by AspectJ: Spring has no proxy of it. */
public class Till {

  @Transactional
  @ZkLocked("till/{number}")
  public void open(@LockParam("number") int number, Runnable work) {
    work.run();
  }

  @ZkLocked(value = "till/{number}", onBusy = OnBusy.SKIP)
  public Optional<String> probe(int number) {
    return Optional.of("free");
  }
}
