package io.zklocked.runtime.engine;

/** Who wants to know of a node or a directory. An event, taken under the engine's lock. */
interface Watching {

  /** What was watched has changed or gone. */
  void changed(String path, Effects effects);
}
