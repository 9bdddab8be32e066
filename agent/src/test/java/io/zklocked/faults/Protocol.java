package io.zklocked.faults;

import java.io.DataInputStream;
import java.io.IOException;

/** How the bytes of a link are cut into the pieces that a fault may fall between. */
interface Protocol {

  /**
   * Reads the next piece.
   *
   * @param first whether it is the first of this direction of the connection
   * @return the bytes to pass on; none at the end of the stream
   */
  byte[] next(Direction direction, boolean first, DataInputStream in) throws IOException;
}
