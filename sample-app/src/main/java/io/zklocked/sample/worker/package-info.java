/** What every program of the sample needs to run as one worker of several. JDK only. */
@NullMarked
package io.zklocked.sample.worker;

import org.jspecify.annotations.NullMarked;
