/**
 * What the java agent puts on the application's class path: the way in, the search for classes to
 * weave, and the loader that keeps everything else apart. These classes use {@code java.lang},
 * {@code java.io} and {@code java.util} only, and touch nothing that an application may replace.
 */
@NullMarked
package io.zklocked.agent;

import org.jspecify.annotations.NullMarked;
