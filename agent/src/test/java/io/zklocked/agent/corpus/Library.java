package io.zklocked.agent.corpus;

import io.zklocked.agent.weave.Weaver;
import io.zklocked.agent.weave.WovenClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** A jar all of whose methods are woven, loaded and verified. Confined to one thread. */
final class Library {

  private static final String DISPATCHER = "io/zklocked/agent/boot/ZkLockedDispatch";

  private final Weaver weaver = new Weaver(DISPATCHER, any -> null);
  private final Map<String, byte[]> plain = new TreeMap<>();
  private final Map<String, byte[]> woven = new HashMap<>();
  private final Tally tally;

  Library(Path jar, Tally tally) throws IOException {
    this.tally = tally;
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        String name = entry.getName();
        if (name.endsWith(".class")
            && !name.startsWith("META-INF/")
            && !name.endsWith("-info.class")) {
          try (InputStream stream = file.getInputStream(entry)) {
            String type = name.substring(0, name.length() - 6).replace('/', '.');
            plain.put(type, stream.readAllBytes());
          }
        }
      }
    }
  }

  void weave(ClassLoader others) {
    plain.forEach(
        (name, file) -> {
          Marked.Locked marked = Marked.of(file);
          if (marked.methods() > 0) {
            woven.put(name, woven(marked, others));
          }
        });
  }

  private byte[] woven(Marked.Locked marked, ClassLoader others) {
    WovenClass result = weaver.weave(marked.file(), others, false);
    if (result == null || result.file() == null) {
      tally.leftAlone(marked.methods());
      return marked.file();
    }
    tally.woven(result.locked().size(), version(marked.file()));
    result.problems().forEach(tally::refused);
    return result.file();
  }

  /** Compares each class as it was with what it has become. */
  void verify(ClassLoader others) {
    LibraryLoader before = new LibraryLoader(plain, others);
    Map<String, byte[]> all = new HashMap<>(plain);
    all.putAll(woven);
    LibraryLoader after = new LibraryLoader(all, others);
    for (String name : plain.keySet()) {
      if (!woven.containsKey(name)) {
        continue;
      }
      @Nullable Throwable own = before.link(name);
      @Nullable Throwable ours = after.link(name);
      if (ours == null) {
        tally.verified();
      } else if (own != null && own.getClass() == ours.getClass()) {
        tally.unfit(name, own);
      } else {
        tally.failed(name, ours);
      }
    }
  }

  private static int version(byte[] file) {
    return (file[6] & 0xff) << 8 | (file[7] & 0xff);
  }
}
