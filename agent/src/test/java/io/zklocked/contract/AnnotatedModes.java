package io.zklocked.contract;

import io.zklocked.HeldLock;
import io.zklocked.LockMode;
import io.zklocked.ZkLocked;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Annotated methods in each mode. What chooses among them is not locked itself. */
public abstract class AnnotatedModes extends AnnotatedReleases implements Subject {

  @Override
  public <T> T holdIn(LockMode mode, String key, Body<T> body) throws Exception {
    return switch (mode) {
      case EXCLUSIVE -> hold(key, body);
      case READ -> read(key, body);
      case WRITE -> write(key, body);
      case SEMAPHORE -> withPermit(key, body);
    };
  }

  @Override
  public <T> T tryOnceIn(LockMode mode, String key, Body<T> body) throws Exception {
    return switch (mode) {
      case EXCLUSIVE -> tryOnce(key, body);
      case READ -> tryToRead(key, body);
      case WRITE -> tryToWrite(key, body);
      case SEMAPHORE -> tryForPermit(key, body);
    };
  }

  @ZkLocked(value = "contract/{key}", mode = LockMode.READ)
  protected <T> T read(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", mode = LockMode.WRITE)
  protected <T> T write(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", mode = LockMode.SEMAPHORE, permits = 2)
  protected <T> T withPermit(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", mode = LockMode.READ, waitTime = "0")
  protected <T> T tryToRead(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", mode = LockMode.WRITE, waitTime = "0")
  protected <T> T tryToWrite(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", mode = LockMode.SEMAPHORE, permits = 2, waitTime = "0")
  protected <T> T tryForPermit(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @Override
  @ZkLocked(value = "contract/{key}", mode = LockMode.SEMAPHORE, permits = 3, waitTime = "0")
  public <T> T tryOnceOfThree(String key, Body<T> body) throws Exception {
    return body.run();
  }

  @ZkLocked(value = "contract/{key}", retain = "3s")
  public long tokenOfKept(String key) {
    return HeldLock.current().fencingToken();
  }

  @ZkLocked(value = "contract/{key}", mode = LockMode.READ, retain = "200ms")
  public long tokenOfBrieflyKept(String key) {
    return HeldLock.current().fencingToken();
  }

  @Override
  public Runnable keepReading(String key) {
    CompletableFuture<String> reading = new CompletableFuture<>();
    readUntil(key, reading);
    return () -> reading.complete("read");
  }

  @ZkLocked(value = "contract/{key}", mode = LockMode.READ)
  protected CompletionStage<String> readUntil(String key, CompletableFuture<String> end) {
    return end;
  }
}
