package io.zklocked.gates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What makes two jars differ, in words. */
final class Jars {

  private Jars() {}

  /**
   * Entries that carry another time than the one given. A zip file's times are local, so they are
   * read in the zone in which the build has written them.
   */
  static List<String> otherTimes(Path jar, Instant time) throws IOException {
    List<String> found = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Instant its = entry.getTimeLocal().toInstant(ZoneOffset.UTC);
        if (!its.equals(time)) {
          found.add(jar.getFileName() + "!" + entry.getName() + " carries " + its);
        }
      }
    }
    return found;
  }

  /** How two builds of one jar differ; empty if they are the same, byte for byte. */
  static List<String> differences(Path one, Path other) throws IOException {
    if (Files.mismatch(one, other) < 0) {
      return List.of();
    }
    Map<String, byte[]> left = contents(one);
    Map<String, byte[]> right = contents(other);
    Set<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    List<String> found = new ArrayList<>();
    found.add(one.getFileName() + " differs from its second build");
    for (String name : names) {
      if (!Arrays.equals(left.get(name), right.get(name))) {
        found.add(one.getFileName() + "!" + name + " differs");
      }
    }
    return found;
  }

  private static Map<String, byte[]> contents(Path jar) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        try (InputStream in = zip.getInputStream(entry)) {
          contents.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return contents;
  }
}
