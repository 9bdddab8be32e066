package io.zklocked.agent.weave;

/**
 * Knows classes that frameworks generate as subclasses of the application's, with copies of the
 * annotations: what they override is locked already. Stateless.
 */
final class GeneratedClasses {

  private static final String[] MARKS = {
    "$$EnhancerBy",
    "$$FastClassBy",
    "$$SpringCGLIB$$",
    "$$EnhancerByGuice$$",
    "$$_WeldSubclass",
    "$Proxy$_$$_Weld",
    "_$$_jvst",
    "_$$_javassist",
    "$HibernateProxy$",
    "$ByteBuddy$",
    "$MockitoMock$",
  };

  private GeneratedClasses() {}

  static boolean isGenerated(String internalName) {
    for (String mark : MARKS) {
      if (internalName.contains(mark)) {
        return true;
      }
    }
    return false;
  }
}
