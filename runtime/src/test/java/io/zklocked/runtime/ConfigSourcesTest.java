package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {

  private final Map<String, String> system = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable String argument;

  @TempDir Path directory;

  @Test
  void partOfTheAgentArgumentWithoutEqualsContinuesTheValue() {
    argument = "connect=zk1:2181,zk2:2181,root=/app";
    assertThat(load().connect()).isEqualTo("zk1:2181,zk2:2181");
    assertThat(load().root()).isEqualTo("/app");
  }

  @Test
  void everySourceGivesEveryKey() throws IOException {
    argument = "connect=memory";
    system.put("zklocked.session-timeout", "20s");
    environment.put("ZKLOCKED_CONNECT_TIMEOUT", "3s");
    environment.put("ZKLOCKED_CONFIG", file("wait-time = 1m  \nshutdown-grace: 0\nmetrics=off"));
    ZkLocksConfig config = load();
    assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.waitTime()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.shutdownGrace()).isEqualTo(Duration.ZERO);
    assertThat(config.metrics()).isFalse();
    assertThat(config.root()).isEqualTo("/zklocked");
  }

  @Test
  void strongerSourceDecides() throws IOException {
    environment.put("ZKLOCKED_CONFIG", file("connect=memory\nroot=/file"));
    assertThat(load().root()).isEqualTo("/file");
    environment.put("ZKLOCKED_ROOT", "/environment");
    assertThat(load().root()).isEqualTo("/environment");
    system.put("zklocked.root", "/system");
    assertThat(load().root()).isEqualTo("/system");
    argument = "root=/argument";
    assertThat(load().root()).isEqualTo("/argument");
  }

  @Test
  void strongerSourceNamesTheFile() throws IOException {
    environment.put("ZKLOCKED_CONFIG", "/nowhere/environment.properties");
    system.put("zklocked.config", "/nowhere/system.properties");
    argument = "config=" + file("connect=zk9:2181");
    assertThat(load().connect()).isEqualTo("zk9:2181");
    assertThat(load().configFile()).isEqualTo(directory.resolve("a.properties").toString());
  }

  @Test
  void blanksAroundValuesDoNotCount() {
    argument = " connect = zk1:2181 , root = /app ";
    environment.put("ZKLOCKED_WAIT_TIME", " 5s\n");
    assertThat(load().connect()).isEqualTo("zk1:2181");
    assertThat(load().root()).isEqualTo("/app");
    assertThat(load().waitTime()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void unknownKeyInTheAgentArgumentIsRefused() {
    argument = "conect=zk1:2181";
    assertThat(refused())
        .startsWith("agent argument: unknown key 'conect'. Did you mean connect?")
        .contains("Known: connect, root, session-timeout");
  }

  @Test
  void unknownKeyIsRefusedEvenWhereAnotherSourceDecides() throws IOException {
    argument = "connect=memory";
    system.put("zklocked.sessionTimeout", "1s");
    assertThat(refused())
        .startsWith(
            "system property: unknown key 'zklocked.sessionTimeout'."
                + " Did you mean zklocked.session-timeout?");
    system.clear();
    environment.put("ZKLOCKED_SESSIONTIMEOUT", "1s");
    assertThat(refused())
        .startsWith(
            "environment variable: unknown key 'ZKLOCKED_SESSIONTIMEOUT'."
                + " Did you mean ZKLOCKED_SESSION_TIMEOUT?");
    environment.clear();
    system.put("zklocked.config", file("rot=/x"));
    assertThat(refused())
        .startsWith("file ")
        .contains("a.properties: unknown key 'rot'. Did you mean root?");
  }

  @Test
  void valueOfAnUnknownKeyIsNotShown() {
    argument = "connect=memory,passwrd=geheim";
    assertThat(refused()).contains("'passwrd'").doesNotContain("geheim").doesNotContain("mean");
  }

  @Test
  void malformedValueNamesSourceKeyValueAndRemedy() {
    argument = "connect=memory";
    system.put("zklocked.session-timeout", "16");
    ConfigException e = failure();
    assertThat(e)
        .hasMessageStartingWith("system property zklocked.session-timeout is '16', which cannot be")
        .hasMessageContaining("Allowed: a time of 1ms or more")
        .hasMessageEndingWith("Write for example -Dzklocked.session-timeout=16s.");
    assertThat(e.source()).isEqualTo("system property");
    assertThat(e.key()).isEqualTo("zklocked.session-timeout");
  }

  @Test
  void timesAreWrittenAsInAnnotations() {
    argument = "connect=memory,wait-time=forever,session-timeout=PT1M,shutdown-grace=250ms";
    assertThat(load().waitTime()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    assertThat(load().sessionTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(load().shutdownGrace()).isEqualTo(Duration.ofMillis(250));
    argument = "connect=memory,session-timeout=forever";
    assertThat(refused()).contains("it is longer than 24 days");
    argument = "connect=memory,connect-timeout=5";
    assertThat(refused()).contains("the unit is missing");
  }

  @Test
  void eachSourceShowsItsOwnRemedy() throws IOException {
    argument = "connect=memory,metrics=yes";
    assertThat(refused())
        .startsWith("agent argument metrics is 'yes'")
        .endsWith("Write for example metrics=on.");
    argument = "connect=memory";
    environment.put("ZKLOCKED_ROOT", "app");
    assertThat(refused())
        .startsWith("environment variable ZKLOCKED_ROOT is 'app'")
        .contains("it does not start with /")
        .endsWith("Write for example ZKLOCKED_ROOT=/zklocked.");
    environment.clear();
    environment.put("ZKLOCKED_CONFIG", file("wait-time=soon"));
    assertThat(refused())
        .contains("a.properties, key wait-time is 'soon'")
        .endsWith("Write for example wait-time = 30s.");
  }

  @Test
  void emptyValueIsRefused() {
    argument = "connect=";
    assertThat(refused()).startsWith("agent argument connect is ''").contains("it is empty");
    argument = "connect=memory";
    environment.put("ZKLOCKED_ROOT", "");
    assertThat(refused()).startsWith("environment variable ZKLOCKED_ROOT is ''");
  }

  @Test
  void missingConnectTellsWhereItWasLookedFor() {
    argument = "root=/app";
    assertThat(refused())
        .isEqualTo(
            "No ensemble is configured. Looked for agent argument connect; system property"
                + " zklocked.connect; environment variable ZKLOCKED_CONNECT; no file is named by"
                + " config. Say where the servers are, for example connect=zk1:2181,zk2:2181"
                + " (host:port,host:port,...[/chroot], or memory).");
  }

  @Test
  void passwordInTheAddressIsNotShown() {
    argument = "connect=me:geheim@zk1:2181";
    assertThat(refused()).contains("'***@zk1:2181'").doesNotContain("geheim");
  }

  @Test
  void messageIsOneShortLine() {
    argument = "connect=memory,root=a\n" + "b".repeat(1_000);
    assertThat(refused()).contains("'a\\u000abbb").contains("...'").hasSizeLessThan(500);
  }

  @Test
  void agentArgumentThatNamesNoKeyIsRefused() {
    argument = "zk1:2181";
    assertThat(refused()).startsWith("The agent argument starts with 'zk1:2181'");
  }

  @Test
  void trailingCommaIsRefused() {
    argument = "connect=zk1:2181,";
    assertThat(refused()).contains("there is a comma too many");
  }

  @Test
  void keyThatStandsTwiceIsRefused() throws IOException {
    argument = "connect=memory,root=/a,root=/b";
    assertThat(refused()).startsWith("agent argument: the key 'root' stands there twice.");
    argument = "config=" + file("connect=memory\nroot=/a\nroot=/b");
    assertThat(refused()).contains("a.properties: the key 'root' stands there twice.");
  }

  @Test
  void missingFileIsRefused() {
    system.put("zklocked.config", "nowhere.properties");
    assertThat(refused())
        .startsWith(
            "The configuration file 'nowhere.properties', named by the system property"
                + " zklocked.config, is not there. It would be '/")
        .contains("Create it");
  }

  @Test
  void directoryIsRefusedAsFile() {
    argument = "config=" + directory;
    assertThat(refused()).contains("named by the agent argument config, is a directory");
  }

  @Test
  void fileOfAnotherCharsetIsRefused() throws IOException {
    Path file = directory.resolve("latin.properties");
    Files.write(file, "root=/sch\u00f6n".getBytes(StandardCharsets.ISO_8859_1));
    argument = "config=" + file;
    assertThat(refused()).contains("is not text in UTF-8");
  }

  @Test
  void brokenEscapeInTheFileIsRefused() throws IOException {
    argument = "config=" + file("root=C:\\users");
    assertThat(refused()).contains("is not a properties file").contains("Double its backslashes");
  }

  @Test
  void fileIsReadAsUtf8WithOrWithoutByteOrderMark() throws IOException {
    argument = "config=" + file("\ufeffconnect=memory\nroot=/sch\u00f6n");
    assertThat(load().root()).isEqualTo("/sch\u00f6n");
  }

  @Test
  void fileCannotNameAnotherFile() throws IOException {
    argument = "config=" + file("connect=memory\nconfig=b.properties");
    assertThat(refused()).contains("unknown key 'config': a file cannot name another one");
  }

  @Test
  void fileGivesPropertiesForTemplates() throws IOException {
    argument = "config=" + file("connect=memory\nproperty.region=eu\nproperty.user.home=/none");
    ZkLocksConfig config = load();
    assertThat(config.property("region")).isEqualTo("eu");
    assertThat(config.property("user.home")).isEqualTo(System.getProperty("user.home"));
    assertThat(config.property("PATH")).isEqualTo(System.getenv("PATH"));
    assertThat(config.property("nothing.of.the.kind")).isNull();
    assertThat(config.property("")).isNull();
  }

  @Test
  void onlyTheFileGivesProperties() {
    argument = "connect=memory,property.region=eu";
    assertThat(refused()).contains("unknown key 'property.region'");
  }

  private String file(String text) throws IOException {
    Path file = directory.resolve("a.properties");
    Files.writeString(file, text);
    return file.toString();
  }

  private ZkLocksConfig load() {
    return ZkLocksConfig.of(ConfigSources.read(argument, system, environment));
  }

  private String refused() {
    return String.valueOf(failure().getMessage());
  }

  private ConfigException failure() {
    ConfigException e = catchThrowableOfType(ConfigException.class, this::load);
    assertThat(e).isNotNull();
    assertThat(e.getMessage()).doesNotContain("\n");
    return e;
  }
}
