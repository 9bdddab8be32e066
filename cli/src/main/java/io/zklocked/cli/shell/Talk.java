package io.zklocked.cli.shell;

import io.zklocked.cli.frame.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where things are said to the shell, and where it answers. */
interface Talk extends AutoCloseable {

  /** The next line; null at the end. Blocks. */
  @Nullable String next() throws IOException;

  /** Answers. */
  void say(Reply reply);

  /** Says at once what has happened by itself; on any thread. */
  void tell(String sentence, Json json);

  @Override
  void close() throws IOException;
}
