package io.zklocked.runtime;

import io.zklocked.runtime.rule.Adoption;
import io.zklocked.runtime.rule.RulesFile;
import io.zklocked.syntax.NearestName;
import io.zklocked.syntax.SyntaxException;
import io.zklocked.syntax.WaitTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The catalogue of the keys: what each is called, what it takes, and what it does. */
enum ConfigKey {
  CONNECT(
      "connect",
      null,
      "zk1:2181,zk2:2181",
      "host:port,host:port,...[/chroot], or memory",
      "The servers of the ensemble. memory keeps the locks within this JVM: no server is needed,"
          + " and no other process is kept out."),
  ROOT(
      "root",
      "/zklocked",
      "/zklocked",
      "an absolute path of one element or more",
      "The path below which the locks lie."),
  SESSION_TIMEOUT(
      "session-timeout",
      "16s",
      "16s",
      "a time of 1ms or more, such as 16s",
      "How long the ensemble waits for a silent process before it gives its locks to others. The"
          + " servers may grant more or less."),
  CONNECT_TIMEOUT(
      "connect-timeout",
      "5s",
      "5s",
      "a time of 1ms or more, such as 5s",
      "How long one attempt to connect to a server may take, and how long an acquisition that does"
          + " not wait gives the ensemble to answer."),
  WAIT_TIME(
      "wait-time",
      "30s",
      "30s",
      "a time such as 5s, 250ms or PT1M, 0 to try once, or forever",
      "How long a call waits for its lock where nothing else is said. It should outlast a crashed"
          + " holder: session-timeout and two ticks of the servers."),
  WAIT_WARNING(
      "wait-warning",
      "10s",
      "30s",
      "a time such as 10s, or off",
      "After how long a call that still waits for its lock is told of in the log, once, with who"
          + " holds it and since when."),
  SHUTDOWN_GRACE(
      "shutdown-grace",
      "10s",
      "10s",
      "a time such as 10s, or 0",
      "How long the end of the process waits for the bodies that hold locks."),
  HAND_OFF(
      "hand-off",
      "on",
      "off",
      "on or off",
      "Whether a thread that leaves a lock hands it to the next thread of this JVM that waits for"
          + " it, without ZooKeeper; other processes get their turn after at most 32 of these, or"
          + " 20 ms. off gives each call its turn in the order of all processes."),
  RETAIN(
      "retain",
      "off",
      "100ms",
      "a time such as 100ms, or off",
      "How long a lock that nobody wants any more is kept for the next call of this JVM, which then"
          + " gets it without ZooKeeper; a quarter of session-timeout at most. A process that is"
          + " stopped meanwhile keeps others out until its session ends."),
  VERIFIED_RELEASE(
      "verified-release",
      "off",
      "on",
      "on or off",
      "Whether the end of a locked body waits, for up to session-timeout, until its lock's node is"
          + " deleted: that proves that the lock was held throughout. Without hand-off."),
  ORDER_CHECK(
      "order-check",
      "warn",
      "fail",
      "off, warn or fail",
      "What is done when a thread that holds a lock wants another one, and earlier calls, of this"
          + " JVM or of another one, took the two in the opposite order, so that such calls can"
          + " wait for each other: warn logs both stacks, once; fail throws."),
  RULES(
      "rules",
      null,
      "/etc/zklocked/locks.rules",
      "the path of a rules file",
      "Names methods that the agent locks though nobody annotated them, and sets times and policies"
          + " of locks from outside; see Rules."),
  ADOPT(
      "adopt",
      null,
      "shedlock",
      "shedlock, lock4j, or both with a comma between them",
      "The libraries whose annotations the agent locks by, too; see Rules."),
  PERSISTENT_PARENTS(
      "persistent-parents",
      null,
      "/services/nightly,/services/reports",
      "absolute paths, separated by commas",
      "Locks at or below these paths are shared with kazoo, whose Lock fails when it is used again"
          + " and its directory has gone: directories that are missing there are made persistent,"
          + " not as containers, and are never removed."),
  AUTH_FILE(
      "auth-file",
      null,
      "/etc/zklocked/auth",
      "the path of a file with lines such as digest=user:password",
      "Who this process is to the servers: one credential a line, digest=user:password,"
          + " sasl=user:password, or jaas=Entry for an entry of the JVM's login configuration."),
  ACL(
      "acl",
      null,
      "creator",
      "creator, world, or scheme:id:permissions, several with ; between them",
      "Who may do what with the nodes of the locks. Where it is not set: creator if this process"
          + " has credentials or a certificate, otherwise world."),
  TLS_TRUSTSTORE(
      "tls.truststore",
      null,
      "/etc/zklocked/truststore.p12",
      "the path of a .p12, .pfx, .jks or .pem file, or jdk",
      "The certificates that those of the servers are checked against; jdk for those that the JDK"
          + " trusts. Switches TLS on."),
  TLS_TRUSTSTORE_PASSWORD_FILE(
      "tls.truststore-password-file",
      null,
      "/etc/zklocked/truststore.password",
      "the path of a file",
      "The file with the password of tls.truststore."),
  TLS_KEYSTORE(
      "tls.keystore",
      null,
      "/etc/zklocked/keystore.p12",
      "the path of a .p12, .pfx, .jks or .pem file",
      "The key and the certificate of this process. Switches TLS on."),
  TLS_KEYSTORE_PASSWORD_FILE(
      "tls.keystore-password-file",
      null,
      "/etc/zklocked/keystore.password",
      "the path of a file",
      "The file with the password of tls.keystore."),
  TLS_HOSTNAME_VERIFICATION(
      "tls.hostname-verification",
      "on",
      "on",
      "on or off",
      "Whether the certificate of a server has to bear the name that connect has for it."),
  ON_UNWOVEN(
      "on-unwoven",
      "fail",
      "warn",
      "fail or warn",
      "What becomes of a method that is to be locked and cannot be woven: fail lets it throw at each"
          + " call, and refuses a class of which not even that can be made; warn lets it run without"
          + " its lock, with one error in the log for each."),
  OBSERVE(
      "observe",
      "off",
      "on",
      "on or off",
      "Under the agent: on locks nothing, connects nowhere, and tells what would have been waited"
          + " for within this JVM. connect is not needed then."),
  REPORT(
      "report",
      null,
      "/var/log/acme/zklocked.json",
      "the path of a file, in a directory that is there",
      "The file that the agent keeps its report in: each method that it has met, with its locks,"
          + " whether it is locked, and how often it was called."),
  METRICS("metrics", "on", "on", "on or off", "Whether the meters are kept and shown."),
  LOG(
      "log",
      "info",
      "debug",
      "error, warn, info, debug or trace",
      "The least level that the agent writes to standard error. Without the agent the application's"
          + " own logging decides."),
  CONFIG(
      "config",
      null,
      "zklocked.properties",
      "the path of a file",
      "A properties file in UTF-8 with further keys, and with an entry property.<name> for each"
          + " ${name} that templates use. Not allowed in the file itself.");

  /** Starts the entries of the file that are values for templates, not keys. */
  static final String PROPERTY_PREFIX = "property.";

  private static final String ON = "on";
  private static final String OFF = "off";

  /** The value of {@link #ON_UNWOVEN} that lets nothing run without its lock. */
  static final String FAIL = "fail";

  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  private static final long LONGEST_MILLIS = Integer.MAX_VALUE; // as ZooKeeper's client counts

  private final String text;
  private final @Nullable String defaultText;
  private final String example;
  private final String allowed;
  private final String description;

  ConfigKey(
      String text,
      @Nullable String defaultText,
      String example,
      String allowed,
      String description) {
    this.text = text;
    this.defaultText = defaultText;
    this.example = example;
    this.allowed = allowed;
    this.description = description;
  }

  /** The key as the agent's argument and the file spell it. */
  String text() {
    return text;
  }

  /** The key as the environment spells it. */
  String environmentText() {
    return "ZKLOCKED_".concat(text.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT));
  }

  /** The value where no source gives one, or null if there is none. */
  @Nullable String defaultText() {
    return defaultText;
  }

  String example() {
    return example;
  }

  String allowed() {
    return allowed;
  }

  String description() {
    return description;
  }

  /** The key of that name, which a program gives. */
  static ConfigKey named(String text) {
    for (ConfigKey key : values()) {
      if (key.text.equals(text) && key != CONFIG) {
        return key;
      }
    }
    List<String> known = texts();
    known.remove(CONFIG.text);
    String nearest = NearestName.of(text, known);
    throw new ConfigException(
        "There is no key "
            + QuotedValue.of(text)
            + (nearest == null ? "." : ". Did you mean " + nearest + "?")
            + " Known: "
            + String.join(", ", known)
            + ".",
        "program",
        text,
        null);
  }

  static List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (ConfigKey key : values()) {
      texts.add(key.text);
    }
    return texts;
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it is malformed; the message says what is wrong
   */
  Object parse(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    return switch (this) {
      case CONNECT -> EnsembleAddress.check(value);
      case ROOT -> NodePath.check(value);
      case PERSISTENT_PARENTS -> PersistentParents.parse(value);
      case RULES -> RulesFile.read(value);
      case ADOPT -> Adoption.parse(value);
      case METRICS, HAND_OFF, VERIFIED_RELEASE, OBSERVE, TLS_HOSTNAME_VERIFICATION ->
          parseSwitch(value);
      case ON_UNWOVEN -> parseOnUnwoven(value);
      case REPORT -> ReportFile.check(value);
      case ORDER_CHECK -> parseOrderCheck(value);
      case LOG -> parseLevel(value);
      case CONFIG -> value;
      case AUTH_FILE -> AuthFile.check(value);
      case ACL -> AccessRights.check(value);
      case TLS_TRUSTSTORE -> value.equals(StoreFile.JDK) ? value : StoreFile.check(value);
      case TLS_KEYSTORE -> StoreFile.check(value);
      case TLS_TRUSTSTORE_PASSWORD_FILE, TLS_KEYSTORE_PASSWORD_FILE ->
          StoreFile.checkReadable(value);
      case SESSION_TIMEOUT, CONNECT_TIMEOUT, WAIT_TIME, SHUTDOWN_GRACE ->
          checkTime(parseTime(value));
      case RETAIN, WAIT_WARNING -> value.equals(OFF) ? Duration.ZERO : checkTime(parseTime(value));
    };
  }

  private static Duration parseTime(String value) {
    try {
      return Duration.ofNanos(WaitTime.parse(value).nanos());
    } catch (SyntaxException e) {
      throw new IllegalArgumentException(e.problem(), e);
    }
  }

  private static String parseLevel(String value) {
    if (!LEVELS.contains(value)) {
      throw new IllegalArgumentException("it is no level");
    }
    return value;
  }

  private static String parseOnUnwoven(String value) {
    if (!value.equals(FAIL) && !value.equals("warn")) {
      throw new IllegalArgumentException("it is neither fail nor warn");
    }
    return value;
  }

  private static OrderCheck parseOrderCheck(String value) {
    for (OrderCheck check : OrderCheck.values()) {
      if (check.toString().equals(value)) {
        return check;
      }
    }
    throw new IllegalArgumentException("it is none of the three");
  }

  private static Boolean parseSwitch(String value) {
    if (!value.equals(ON) && !value.equals(OFF)) {
      throw new IllegalArgumentException("it is neither on nor off");
    }
    return value.equals(ON);
  }

  /** Writes a value as a source would give it. */
  String shown(Object value) {
    if (value instanceof Duration time) {
      return (this == RETAIN || this == WAIT_WARNING) && time.isZero()
          ? OFF
          : DurationText.of(time);
    }
    return value instanceof Boolean on ? (on ? ON : OFF) : value.toString();
  }

  /**
   * Checks a time for one of the keys that take one.
   *
   * @throws IllegalArgumentException if it is too short or too long; the message says which
   */
  Duration checkTime(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("it is negative");
    }
    if (this == WAIT_TIME) {
      return time.compareTo(DurationText.FOREVER) < 0 ? time : DurationText.FOREVER;
    }
    if (this != SHUTDOWN_GRACE
        && this != RETAIN
        && this != WAIT_WARNING
        && time.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("it is shorter than 1ms");
    }
    if (time.compareTo(Duration.ofMillis(LONGEST_MILLIS)) > 0) {
      throw new IllegalArgumentException("it is longer than 24 days");
    }
    return time;
  }
}
