/** The programs of the sample with locks that Guice applies. They do not know. */
@NullMarked
package io.zklocked.sample.demo.guice;

import org.jspecify.annotations.NullMarked;
