package io.zklocked.runtime.rule;

import io.zklocked.rules.LockAttributes;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rules file says. One rule a line:
 *
 * <pre>
 * # which methods            -> the template of their lock, and its other attributes
 * com.acme.Billing#close(..) -> billing/{0} wait-time=10s on-busy=skip
 * org.acme.Job+#execute      -> jobs/{class}
 * {@literal @}com.acme.Once             -> once/{{@literal @}name}
 * {@literal @}ZkLocked orders/{id}      -> wait-time=2s
 * </pre>
 *
 * <p>Immutable. Read by {@code java.io} alone, and without lambdas or regular expressions where
 * nothing is wrong: the agent reads it before the application runs.
 *
 * @param path as it was given
 * @param methods the rules on methods
 * @param annotations the rules on annotations of others
 * @param settings what is set of locks that are there already
 */
public record RulesFile(
    String path,
    List<MethodRule> methods,
    List<AnnotationRule> annotations,
    List<LockSetting> settings) {

  /** No rules. */
  public static final RulesFile NONE =
      new RulesFile("none", Collections.emptyList(), Collections.emptyList(), List.of());

  /** Copies the rules. */
  public RulesFile {
    methods = List.copyOf(methods);
    annotations = List.copyOf(annotations);
    settings = List.copyOf(settings);
  }

  /**
   * Reads a file. Blocks.
   *
   * @param path where it is
   * @return its rules
   * @throws IllegalArgumentException if it cannot be read or is malformed; the message is a clause
   *     that gives line, column, problem and remedy
   */
  public static RulesFile read(String path) {
    File file = new File(path);
    if (!file.exists()) {
      throw new IllegalArgumentException("there is no such file");
    }
    if (file.isDirectory()) {
      throw new IllegalArgumentException("it is a directory");
    }
    try (InputStream stream = new FileInputStream(file)) {
      return read(path, file.getName(), stream);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not text in UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Reads rules from a stream in UTF-8. Blocks.
   *
   * @param path as {@link #path()} gives it
   * @param name what to call it where a rule is told of
   * @param stream the rules; not closed
   * @return the rules
   * @throws IOException if the stream fails
   * @throws IllegalArgumentException if a rule is malformed
   */
  public static RulesFile read(String path, String name, InputStream stream) throws IOException {
    RuleLines lines = new RuleLines(name);
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
    }
    return lines.file(path);
  }

  /**
   * Rules of several files as one.
   *
   * @param other the other file
   * @return all rules, those of this file first, under its path
   */
  public RulesFile and(RulesFile other) {
    List<MethodRule> allMethods = new ArrayList<>(methods);
    allMethods.addAll(other.methods);
    List<AnnotationRule> allAnnotations = new ArrayList<>(annotations);
    allAnnotations.addAll(other.annotations);
    List<LockSetting> allSettings = new ArrayList<>(settings);
    allSettings.addAll(other.settings);
    return new RulesFile(path, allMethods, allAnnotations, allSettings);
  }

  /**
   * Whether the same methods are locked in the same way, but for what is set from outside.
   *
   * @param other the other rules; those of adopted libraries are left out
   * @return whether there is no need to weave anew
   */
  public boolean locksTheSameAs(RulesFile other) {
    return locks().equals(other.locks());
  }

  /**
   * Whether the same is set of locks, of what can be changed at any time.
   *
   * @param other the other rules
   * @return whether nothing is to be changed
   */
  public boolean setsLiveTheSameAs(RulesFile other) {
    return set(Settable.LIVE).equals(other.set(Settable.LIVE));
  }

  /**
   * Whether the same is set of locks, of what belongs to their woven methods.
   *
   * @param other the other rules
   * @return whether there is no need to weave anew
   */
  public boolean setsWovenTheSameAs(RulesFile other) {
    return set(Settable.WOVEN).equals(other.set(Settable.WOVEN));
  }

  private Map<String, Object> set(List<String> names) {
    Map<String, Object> set = new TreeMap<>();
    for (LockSetting setting : settings) {
      for (String name : names) {
        Object value = setting.attributes().get(name);
        if (value != null) {
          set.put(name + " " + setting.template(), value);
        }
      }
    }
    return set;
  }

  private List<String> locks() {
    List<String> locks = new ArrayList<>();
    methods.forEach(rule -> locks.add(rule + " " + rule.lock()));
    for (AnnotationRule rule : annotations) {
      if (!rule.isAdopted()) {
        locks.add(rule + " " + rule.lock());
      }
    }
    return locks;
  }

  /**
   * What is set for a lock.
   *
   * @param template the template of the lock
   * @return the setting, or null
   */
  public @Nullable LockSetting settingOf(String template) {
    for (LockSetting setting : settings) {
      if (setting.template().equals(template)) {
        return setting;
      }
    }
    return null;
  }

  /**
   * A lock with what is set for it from outside.
   *
   * @param lock as its annotation or its rule has it
   * @return the same if nothing is set
   */
  public LockAttributes applyTo(LockAttributes lock) {
    LockSetting setting = settingOf(lock.template());
    return setting == null ? lock : setting.applyTo(lock);
  }

  /** The path, for people. */
  @Override
  public String toString() {
    return path;
  }
}
