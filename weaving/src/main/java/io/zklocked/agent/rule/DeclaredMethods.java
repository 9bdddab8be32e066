package io.zklocked.agent.rule;

import io.zklocked.runtime.rule.MethodRule;
import io.zklocked.runtime.rule.ParameterPattern;
import io.zklocked.runtime.rule.RulesFile;
import io.zklocked.syntax.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Compares a rule that names one class with the methods that the class declares. Confined to one
 * thread.
 */
public final class DeclaredMethods {

  private final MethodRule rule;
  private final Set<String> names = new TreeSet<>();
  private final List<String> shown = new ArrayList<>();
  private boolean met;

  /**
   * A comparison with nothing yet.
   *
   * @param rule the rule
   */
  public DeclaredMethods(MethodRule rule) {
    this.rule = rule;
  }

  /**
   * The class declares a method.
   *
   * @param name its name
   * @param descriptor its types
   */
  public void add(String name, String descriptor) {
    if (!name.startsWith("<")) {
      met |= rule.isFor(name, descriptor);
      names.add(name);
      shown.add(name + "(" + String.join(",", ParameterPattern.types(descriptor)) + ")");
    }
  }

  /**
   * What is wrong with the rule.
   *
   * @return a sentence, or null if one of the methods is meant
   */
  public @Nullable String problem() {
    if (met) {
      return null;
    }
    String written = rule.method().text();
    String nearest = names.contains(written) ? null : NearestName.of(written, List.copyOf(names));
    return rule.place()
        + ": "
        + rule
        + " LOCKS NOTHING: that class declares no such method; "
        + (nearest == null
            ? "it declares " + String.join(", ", shown) + "."
            : "did you mean " + nearest + "?")
        + " What it inherits is locked where it is declared, or by a rule on a class above it with"
        + " + behind its name";
  }

  /**
   * Looks for mistakes in rules that name one class, as far as those classes can be found.
   *
   * @param rules the rules
   * @param loader where classes are looked for; none is loaded
   * @return a sentence for each mistake
   */
  public static List<String> problems(RulesFile rules, ClassLoader loader) {
    List<String> problems = new ArrayList<>();
    for (MethodRule rule : rules.methods()) {
      if (rule.type().isExact() && !rule.isForSubtypes()) {
        String problem = problem(rule, loader);
        if (problem != null) {
          problems.add(problem);
        }
      }
    }
    return problems;
  }

  private static @Nullable String problem(MethodRule rule, ClassLoader loader) {
    String file = rule.type().text().replace('.', '/') + ".class";
    try (InputStream stream = loader.getResourceAsStream(file)) {
      if (stream == null) {
        return null; // it may be of another loader
      }
      DeclaredMethods declared = new DeclaredMethods(rule);
      new ClassReader(stream.readAllBytes())
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                  if ((access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC)) == 0) {
                    declared.add(name, descriptor);
                  }
                  return null;
                }
              },
              ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      return declared.problem();
    } catch (IOException | RuntimeException e) {
      return rule.place() + ": " + file + " cannot be read: " + e;
    }
  }
}
