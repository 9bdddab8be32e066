package io.zklocked.agent.rule;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows what is above a class. Classes are read as resources, never loaded, and remembered for each
 * loader as long as that loader lives. Thread-safe.
 */
final class SuperTypes {

  private final PerLoader<TypeHeader> known = new PerLoader<>();
  private final RuleLedger ledger;

  SuperTypes(RuleLedger ledger) {
    this.ledger = ledger;
  }

  /** The class itself and all that it extends or implements, by dotted names. */
  Set<String> of(TypeHeader type, ClassLoader loader) {
    Set<String> names = new LinkedHashSet<>();
    List<TypeHeader> open = new ArrayList<>();
    open.add(type);
    while (!open.isEmpty()) {
      TypeHeader next = open.remove(open.size() - 1);
      if (names.add(next.dotted())) {
        add(next.superName(), loader, open);
        for (int i = 0; i < next.interfaces().size(); i++) {
          add(next.interfaces().get(i), loader, open);
        }
      }
    }
    return names;
  }

  private void add(@Nullable String name, ClassLoader loader, List<TypeHeader> open) {
    if (name != null) {
      open.add(header(name, loader));
    }
  }

  TypeHeader header(String name, ClassLoader loader) {
    TypeHeader before = known.find(loader, name);
    if (before != null) {
      return before;
    }
    TypeHeader read = read(name, loader);
    known.put(loader, name, read);
    return read;
  }

  /** Those of the JDK are found also where a loader gives no files. */
  private static @Nullable InputStream file(String file, ClassLoader loader) {
    InputStream stream = loader.getResourceAsStream(file);
    return stream == null && file.startsWith("java/")
        ? ClassLoader.getSystemResourceAsStream(file)
        : stream;
  }

  private TypeHeader read(String name, ClassLoader loader) {
    try (InputStream stream = file(name.concat(".class"), loader)) {
      if (stream != null) {
        return TypeHeader.of(stream.readAllBytes());
      }
    } catch (IOException | RuntimeException e) {
      // What is above it stays unknown, which the ledger says.
    }
    if (!name.startsWith("java/")) {
      ledger.unreadable(name.replace('/', '.'));
    }
    return new TypeHeader(name, null, List.of());
  }
}
