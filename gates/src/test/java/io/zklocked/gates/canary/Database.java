package io.zklocked.gates.canary;

/** Breaks nothing: a longer word that begins with a banned one. */
final class Database {

  private Database() {}
}
