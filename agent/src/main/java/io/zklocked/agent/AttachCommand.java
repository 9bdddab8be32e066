package io.zklocked.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code attach}: gives the agent to a JVM that runs already. Not even loaded where the
 * module {@code jdk.attach} is missing. Confined to one thread.
 *
 * <p>A process is asked whether it is a JVM before it is attached to: the request comes as a signal
 * that ends anything else.
 */
final class AttachCommand {

  private static final String REMEDY =
      ": give it the agent on its command line, and start it again";

  private final long pid;
  private final String options;

  private AttachCommand(long pid, String options) {
    this.pid = pid;
    this.options = options;
  }

  /**
   * Runs the command, and says on the standard error how that went.
   *
   * @param arguments the id of the process, and the agent's options
   * @return the exit code: 0 if the agent is there now, 1 if not, 2 if the command makes no sense
   */
  static int run(String[] arguments) {
    if (arguments.length < 1 || arguments.length > 2 || !arguments[0].matches("[1-9][0-9]{0,17}")) {
      Console.print("zklocked: usage: java -jar zklocked-agent.jar attach <pid> [options]");
      return 2;
    }
    long pid = Long.parseLong(arguments[0]);
    String options = arguments.length == 2 ? arguments[1] : "";
    try {
      Console.print(new AttachCommand(pid, options).attach());
      return 0;
    } catch (Refused e) {
      Console.print("zklocked: not attached: ".concat(String.valueOf(e.getMessage())));
      return 1;
    }
  }

  private String attach() throws Refused {
    boolean isOthers = checkProcess();
    try {
      File reply = File.createTempFile("zklocked", ".reply");
      try {
        if (isOthers && !reply.setWritable(true, false)) {
          throw new IOException("its user cannot write to " + reply);
        }
        load(reply);
        return answer(reply);
      } finally {
        Files.delete(reply.toPath());
      }
    } catch (IOException e) {
      throw new Refused(process() + " cannot be attached to: " + e.getMessage());
    }
  }

  /** Whether it is another user's. */
  private boolean checkProcess() throws Refused {
    ProcessHandle found =
        ProcessHandle.of(pid).orElseThrow(() -> new Refused("there is no " + process()));
    if (found.equals(ProcessHandle.current())) {
      throw new Refused(process() + " is this command itself");
    }
    String self = System.getProperty("user.name");
    String user = found.info().user().orElse(self);
    if (!user.equals(self) && !self.equals("root")) {
      throw new Refused(process() + " belongs to " + user + ": run this command as that user");
    }
    if (!isJvm()) {
      throw new Refused(process() + " is not a JVM");
    }
    if (Arrays.asList(found.info().arguments().orElse(new String[0]))
        .contains("-XX:+DisableAttachMechanism")) {
      throw disabled();
    }
    return !user.equals(self);
  }

  private boolean isJvm() {
    for (VirtualMachineDescriptor each : VirtualMachine.list()) {
      if (each.id().equals(Long.toString(pid))) {
        return true;
      }
    }
    Path maps = Path.of("/proc", Long.toString(pid), "maps");
    try {
      return Files.exists(maps)
          && Files.readString(maps, StandardCharsets.ISO_8859_1).contains("libjvm.");
    } catch (IOException e) {
      return false;
    }
  }

  private void load(File reply) throws IOException, Refused {
    String jar = ownJar();
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        machine.loadAgent(jar, AttachReply.request(reply, options));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw String.valueOf(e.getMessage()).contains("does not support")
          ? disabled()
          : new Refused(process() + " cannot be attached to: " + e.getMessage());
    } catch (AgentLoadException e) {
      throw new Refused(notLoaded(jar, String.valueOf(e.getMessage())));
    } catch (AgentInitializationException e) {
      if (reply.length() == 0) {
        throw new Refused(
            "the agent failed in " + process() + ", whose standard error says more: " + e);
      }
    }
  }

  private String notLoaded(String jar, String reason) {
    if (reason.contains("agent loading is not enabled")) {
      return process()
          + " lets no agent in while it runs (-XX:-EnableDynamicAgentLoading)"
          + REMEDY;
    }
    if (reason.contains("Agent JAR not found")) {
      return process() + " cannot read " + jar + ": the jar must lie there for its user as well";
    }
    return process() + " did not load the agent: " + reason;
  }

  private Refused disabled() {
    return new Refused(process() + " lets nobody attach (-XX:+DisableAttachMechanism)" + REMEDY);
  }

  private String answer(File reply) throws IOException, Refused {
    String failure = AttachReply.failure(reply);
    if (failure == null) {
      return AttachReply.success(reply) + " (attached to " + process() + ")";
    }
    throw new Refused(process() + " says: " + failure);
  }

  private String process() {
    return "process " + pid;
  }

  private static String ownJar() throws IOException {
    try {
      return new File(
              AttachCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getCanonicalPath();
    } catch (URISyntaxException e) {
      throw new IOException("the agent does not know its own jar", e);
    }
  }

  /** Why the agent was not attached. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(@Nullable String message) {
      super(message);
    }
  }
}
