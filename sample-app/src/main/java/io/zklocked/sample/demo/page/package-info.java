/**
 * Pages of HTML that need nothing but themselves: verdict, tables and pictures, legible on a
 * laptop, on a telephone and on paper.
 */
@NullMarked
package io.zklocked.sample.demo.page;

import org.jspecify.annotations.NullMarked;
