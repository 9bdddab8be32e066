package io.zklocked.contract;

import java.util.List;
import java.util.stream.Stream;

/** All rules, in one order. */
final class Contract {

  static final List<Rule> RULES =
      Stream.of(
              ExclusionRules.all(),
              ModeRules.all(),
              JointRules.all(),
              KeyRules.all(),
              ChoiceRules.all(),
              BodyRules.all(),
              StageRules.all(),
              PublisherRules.all(),
              ReleaseRules.all(),
              BusyRules.all(),
              HeldRules.all(),
              LossRules.all(),
              TokenRules.all())
          .flatMap(List::stream)
          .toList();

  private Contract() {}
}
