package io.zklocked.agent.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Writes calls of the dispatcher, in the way that the class file can hold. */
interface SiteWriter {

  /**
   * With the arguments on the stack: calls, and leaves the result there.
   *
   * @param name what the site does
   * @param type its descriptor
   * @param facts what it needs to know: texts and numbers
   */
  void write(MethodVisitor code, String name, String type, Object... facts);

  /** Leaves the class whose method this is on the stack. */
  void owner(MethodVisitor code);

  /** How much of the stack a call takes beside what it is given. */
  int room();

  /**
   * The writer for a class.
   *
   * @param dispatcher the internal name of the class that links the sites
   * @param version that of the class file, as it begins
   * @param owner the internal name of the class
   */
  static SiteWriter of(String dispatcher, int version, String owner) {
    int major = version & 0xffff;
    return major >= Opcodes.V1_7
        ? new LinkedSites(dispatcher, owner)
        : new SpelledSites(dispatcher, owner, major >= Opcodes.V1_5);
  }
}
