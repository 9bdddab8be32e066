package io.zklocked.runtime.inspect;

/** What kind of lock a key is, as its contenders show it. */
public enum SeenKind {
  /** Nobody holds it or waits for it, so that it may become any. */
  FREE("free"),
  /** One holds it. */
  EXCLUSIVE("exclusive"),
  /** Several readers hold it, or one writer. */
  READ_WRITE("read/write"),
  /** So many hold it as it has permits. */
  SEMAPHORE("semaphore"),
  /** Exclusive contenders stand beside readers and writers, which Curator does not honour. */
  MIXED("mixed");

  private final String text;

  SeenKind(String text) {
    this.text = text;
  }

  /** As people and JSON have it. */
  @Override
  public String toString() {
    return text;
  }
}
