/** The bank as the launcher plays it: without locks and then with them, judged by its books. */
@NullMarked
package io.zklocked.sample.demo.bank;

import org.jspecify.annotations.NullMarked;
