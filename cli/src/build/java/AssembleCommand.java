import java.io.IOException;
import java.util.List;

/**
 * Lays out the files of the command's jar, as the build runs it: {@code AssembleCommand <directory>
 * <licence> <class path>}.
 */
public final class AssembleCommand extends JarLayout {

  private AssembleCommand() {
    super("the command's jar", List.of("slf4j-simple-", "picocli-", "jline-"), List.of());
  }

  public static void main(String[] arguments) throws IOException {
    new AssembleCommand().lay(arguments);
  }

  @Override
  boolean isDropped(String name) {
    return super.isDropped(name)
        // what of JLine nobody here uses: servers, demos of its own, other people's consoles
        || name.startsWith("org/jline/builtins/ssh/")
        || name.startsWith("org/jline/builtins/telnet/");
  }
}
