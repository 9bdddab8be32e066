package io.zklocked.sample.twophase;

import java.util.Locale;

/**
 * Where the nodes of a register lie; see the package. Immutable.
 *
 * @param root an absolute path that is the register's alone
 */
public record Layout(String root) {

  String rounds() {
    return root + "/rounds";
  }

  String round(long number) {
    return rounds() + "/" + String.format(Locale.ROOT, "%010d", number);
  }

  String votes(long number) {
    return round(number) + "/votes";
  }

  String vote(long number, String participant) {
    return votes(number) + "/" + participant;
  }

  String decision(long number) {
    return round(number) + "/decision";
  }

  String acknowledgements(long number) {
    return round(number) + "/done";
  }

  String acknowledgement(long number, String participant) {
    return acknowledgements(number) + "/" + participant;
  }
}
