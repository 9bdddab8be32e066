package io.zklocked.agent.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what becomes of classes and methods. Confined to one thread. */
final class Tally {

  private int classes;
  private int methods;
  private int leftAlone;
  private int refused;
  private int verified;
  private final Map<Integer, Integer> versions = new TreeMap<>();
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final List<String> unfit = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  void woven(int count, int version) {
    classes++;
    methods += count;
    versions.merge(version, 1, Integer::sum);
  }

  void leftAlone(int count) {
    leftAlone += count;
  }

  /** Keeps the kind of a reason: what differs between methods is cut out. */
  void refused(String problem) {
    refused++;
    int at = problem.indexOf(": ");
    String reason = problem.substring(at + 2).replaceAll("\"[^\"]*\"|[\\w.$]+\\.[\\w.$]+", "..");
    reasons.merge(reason.substring(0, Math.min(reason.length(), 90)), 1, Integer::sum);
  }

  void verified() {
    verified++;
  }

  /** Neither links as it was nor woven, for the same reason. */
  void unfit(String name, Throwable failure) {
    unfit.add(name + ": " + line(failure));
  }

  void failed(String name, Throwable failure) {
    failures.add(name + ": " + line(failure));
  }

  int classes() {
    return classes;
  }

  List<String> failures() {
    return failures;
  }

  List<String> unfit() {
    return unfit;
  }

  Map<String, Integer> reasons() {
    return reasons;
  }

  Map<Integer, Integer> versions() {
    return versions;
  }

  void add(Tally other) {
    classes += other.classes;
    methods += other.methods;
    leftAlone += other.leftAlone;
    refused += other.refused;
    verified += other.verified;
    other.versions.forEach((version, count) -> versions.merge(version, count, Integer::sum));
    other.reasons.forEach((reason, count) -> reasons.merge(reason, count, Integer::sum));
    unfit.addAll(other.unfit);
    failures.addAll(other.failures);
  }

  static String header() {
    return String.format(
        "%-44s %8s %8s %8s %8s %9s %6s %7s",
        "library", "classes", "woven", "refused", "left", "verified", "unfit", "failed");
  }

  String row(String name) {
    return String.format(
        "%-44s %8d %8d %8d %8d %9d %6d %7d",
        name, classes, methods, refused, leftAlone, verified, unfit.size(), failures.size());
  }

  private static String line(Throwable failure) {
    String text = String.valueOf(failure).replace('\n', ' ');
    return text.substring(0, Math.min(text.length(), 300));
  }
}
