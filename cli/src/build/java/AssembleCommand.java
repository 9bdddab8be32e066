import java.io.IOException;
import java.util.List;

/**
 * Lays out the files of the command's jar, as the build runs it: {@code AssembleCommand <directory>
 * <licence> <class path>}.
 */
public final class AssembleCommand extends JarLayout {

  private static final List<String> TAKEN =
      List.of(
          "classes",
          "zklocked-",
          "curator-client-",
          "curator-framework-",
          "zookeeper-",
          "slf4j-",
          "picocli-",
          "jline-",
          // TLS
          "netty-buffer-",
          "netty-codec-",
          "netty-common-",
          "netty-handler-",
          "netty-resolver-",
          "netty-transport-4",
          "netty-transport-classes-epoll-",
          "netty-transport-native-unix-common-");

  /** Servers and natives need it, or only compilers do. */
  private static final List<String> LEFT_OUT =
      List.of(
          "netty-tcnative-",
          "netty-transport-native-epoll-",
          "audience-annotations-",
          "commons-io-",
          "guava-",
          "failureaccess-",
          "listenablefuture-",
          "jspecify-",
          "jsr305-",
          "checker-qual-",
          "error_prone_annotations-",
          "j2objc-annotations-");

  private AssembleCommand() {
    super("the command's jar", TAKEN, LEFT_OUT);
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
