package io.zklocked.runtime.order;

/**
 * That one lock is wanted while another is held. Immutable.
 *
 * @param held what is held: a kind of locks, or one key
 * @param wanted what is wanted
 */
record Order(String held, String wanted) {

  Order reversed() {
    return new Order(wanted, held);
  }
}
