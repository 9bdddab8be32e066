package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigOptionsTest {

  private static ZkLocksConfig load(
      Map<String, String> options, Map<String, String> properties, Map<String, String> env) {
    return ZkLocksConfig.of(ConfigSources.read(ConfigSource.options(options), properties, env));
  }

  @Test
  void optionsDecideBeforePropertiesAndEnvironment() {
    ZkLocksConfig config =
        load(
            Map.of("connect", "a:1"),
            Map.of("zklocked.connect", "b:1", "zklocked.root", "/b"),
            Map.of("ZKLOCKED_CONNECT", "c:1", "ZKLOCKED_ROOT", "/c", "ZKLOCKED_WAIT_TIME", "3s"));
    assertThat(config.connect()).isEqualTo("a:1");
    assertThat(config.root()).isEqualTo("/b");
    assertThat(config.waitTime()).hasSeconds(3);
  }

  @Test
  void optionMayHoldWhatSeparatesKeysElsewhere() {
    ZkLocksConfig config =
        load(Map.of("connect", "a:1,b:1", "acl", "x509:CN=ops,O=acme:cdrwa"), Map.of(), Map.of());
    assertThat(config.connect()).isEqualTo("a:1,b:1");
    assertThat(config.toString()).contains("acl=x509:CN=ops,O=acme:cdrwa");
  }

  @Test
  void refusalSpellsTheOption() {
    assertThatThrownBy(
            () -> load(Map.of("connect", "a:1", "session-timeout", "soon"), Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("option --session-timeout is 'soon', which cannot be used: ")
        .hasMessageEndingWith("Write for example --session-timeout=16s.");
    assertThatThrownBy(() -> load(Map.of(), Map.of(), Map.of()))
        .hasMessageContaining("Looked for option --connect; ");
  }

  @Test
  void whatIsSaidOfAnOuterLockIsNoKey() {
    Map<String, String> outer =
        Map.of("ZKLOCKED_TOKEN", "42", "ZKLOCKED_RESOURCE", "a", "ZKLOCKED_PATH", "/zklocked/a");
    assertThat(load(Map.of("connect", "a:1"), Map.of(), outer).connect()).isEqualTo("a:1");
  }

  @Test
  void everyKeyIsDescribed() {
    assertThat(ZkLocksConfig.keys())
        .extracting(ConfigText::key)
        .containsExactlyElementsOf(ConfigKey.texts());
    assertThat(ZkLocksConfig.keys()).allSatisfy(key -> assertThat(key.description()).isNotEmpty());
  }
}
