package io.zklocked.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.runtime.curator.Credential;
import io.zklocked.runtime.curator.Credential.Scheme;
import io.zklocked.runtime.curator.Right;
import io.zklocked.runtime.curator.Security;
import io.zklocked.runtime.curator.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys that say who a process is, and who may touch its locks. */
class SecurityConfigTest {

  private static final String SECRET = "kept-to-itself";
  private static final ZkLocksConfig CONFIG = ZkLocksConfig.connect("zk1:2181");

  @TempDir private Path directory;

  @Test
  void credentialsAreReadLineByLine() throws IOException {
    ZkLocksConfig config =
        withAuth("# who we are\n\ndigest=billing:a:b=c #d\r\nsasl=Jürgen:" + SECRET + "\n");

    assertThat(ClientSecurity.of(config))
        .isEqualTo(
            new Security(
                List.of(
                    new Credential(Scheme.DIGEST, "billing", "a:b=c #d"),
                    new Credential(Scheme.SASL, "Jürgen", SECRET)),
                List.of(Right.CREATOR),
                null));
  }

  @Test
  void anEntryOfTheLoginConfigurationIsNamed() throws IOException {
    assertThat(ClientSecurity.of(withAuth("jaas=ZkLocked")).credentials())
        .containsExactly(new Credential(Scheme.JAAS, "ZkLocked", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|it has no credentials: write digest=user:password",
        "# nobody|it has no credentials",
        "kept-to-itself|line 2 does not start with digest=, sasl= or jaas=",
        "Digest=a:kept-to-itself|line 2 does not start with",
        " digest=a:kept-to-itself|line 2 does not start with",
        "digest=kept-to-itself|line 2 has no colon between user and password",
        "digest=:kept-to-itself|line 2 has no user",
        "sasl=kept-to-itself:|line 2 has no password",
        "digest=a:kept-to-itself |line 2 has white space after the = or at its end",
        "digest= a:kept-to-itself|line 2 has white space",
        "jaas=|line 2 names no entry"
      })
  void aMistakeIsToldByItsLineAlone(String line, String message) {
    assertThatThrownBy(() -> withAuth("# comment\n" + line + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("auth-file cannot be '" + directory.resolve("auth"))
        .hasMessageContaining(message)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void aConnectionHasOneIdentityBySasl() {
    assertThatThrownBy(() -> withAuth("sasl=a:x\njaas=Entry\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("several lines with sasl= or jaas=");
  }

  @Test
  void aFileThatIsNotThereIsRefusedInEverySource() {
    Map<String, String> environment =
        Map.of("ZKLOCKED_AUTH_FILE", directory.resolve("none").toString());
    assertThatThrownBy(
            () -> ZkLocksConfig.of(ConfigSources.read("connect=zk1:1", Map.of(), environment)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("environment variable ZKLOCKED_AUTH_FILE is '")
        .hasMessageContaining("there is no such file");
  }

  @Test
  void secretsDoNotShow() throws IOException {
    ZkLocksConfig config = withAuth("digest=billing:" + SECRET);

    assertThat(config.toString()).contains("auth-file=").doesNotContain(SECRET);
    assertThat(ClientSecurity.of(config).toString()).contains("billing").doesNotContain(SECRET);
  }

  @Test
  void rightsAreTheCreatorsOnceThereIsOne() throws IOException {
    assertThat(ClientSecurity.of(CONFIG)).isEqualTo(Security.NONE);
    assertThat(ClientSecurity.of(withAuth("digest=a:b")).rights()).containsExactly(Right.CREATOR);
    assertThat(ClientSecurity.of(withAuth("digest=a:b").with("acl", "world")).rights())
        .containsExactly(Right.WORLD);
    assertThat(
            ClientSecurity.of(
                    withAuth("digest=a:b")
                        .with(
                            "acl", "creator; digest:ops:h/x=:cdr ;x509:CN=b,O=c:r;world:anyone:r"))
                .rights())
        .containsExactly(
            Right.CREATOR,
            new Right("digest", "ops:h/x=", "cdr"),
            new Right("x509", "CN=b,O=c", "r"),
            new Right("world", "anyone", "r"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "everybody|cannot be 'everybody': 'everybody' is neither creator, world, nor scheme:id:permissions",
        "creator;|cannot be 'creator;': '' is neither",
        "sasl:billing|acl cannot be 'sasl:billing': 'sasl:billing' is neither",
        "sasl:billing:|acl cannot be 'sasl:billing:': 'sasl:billing:' does not end in permissions",
        "sasl:billing:cx|acl cannot be 'sasl:billing:cx': 'sasl:billing:cx' does not end in permissions: letters out of cdrwa"
      })
  void rightsThatNobodyUnderstandsAreRefused(String acl, String message) {
    assertThatThrownBy(() -> CONFIG.with("acl", acl))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void nobodyCannotBeTheCreator() {
    assertThatThrownBy(() -> ClientSecurity.of(CONFIG.with("acl", "creator")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("acl gives rights to the creator of a node, but this process");
    assertThatThrownBy(() -> ZkLocksConfig.load("connect=zk1:2181,acl=world;creator"))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void openLocksAreWarnedOfOnceUnlessTheyAreMeant() throws IOException {
    assertThat(CONFIG.warnings())
        .singleElement()
        .asString()
        .startsWith("nobody is authenticated: every client of the ensemble may read and delete");
    assertThat(CONFIG.with("acl", "world").warnings()).isEmpty();
    assertThat(withAuth("digest=a:b").warnings()).isEmpty();
    assertThat(ZkLocksConfig.memory().warnings()).hasSize(1);
  }

  @Test
  void storesSwitchTlsOn() throws IOException {
    String store = file("store.P12");
    String password = file("password");
    assertThat(ClientSecurity.of(CONFIG).tls()).isNull();
    assertThat(ClientSecurity.of(CONFIG.with("tls.truststore", "jdk")).tls())
        .isEqualTo(new Tls(null, null, null, null, true));
    ZkLocksConfig both =
        CONFIG
            .with("tls.truststore", store)
            .with("tls.truststore-password-file", password)
            .with("tls.keystore", store)
            .with("tls.keystore-password-file", password)
            .with("tls.hostname-verification", "off");
    assertThat(ClientSecurity.of(both))
        .isEqualTo(
            new Security(
                List.of(),
                List.of(Right.CREATOR),
                new Tls(store, password, store, password, false)));
  }

  @Test
  void aStoreSaysByItsNameWhatItIs() throws IOException {
    String store = file("store.bin");
    assertThatThrownBy(() -> CONFIG.with("tls.keystore", store))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("its name ends in none of .p12, .pfx, .jks and .pem");
    assertThatThrownBy(() -> CONFIG.with("tls.truststore", directory + "/none.pem"))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> CONFIG.with("tls.keystore-password-file", directory.toString()))
        .hasMessageContaining("it is a directory");
  }

  @Test
  void aPasswordWithoutAStoreIsRefused() throws IOException {
    String password = file("password");
    assertThatThrownBy(
            () ->
                ClientSecurity.of(
                    CONFIG
                        .with("tls.truststore", "jdk")
                        .with("tls.truststore-password-file", password)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("tls.truststore-password-file is set, but tls.truststore names no");
  }

  private ZkLocksConfig withAuth(String text) throws IOException {
    return CONFIG.with("auth-file", file("auth", text));
  }

  private String file(String name) throws IOException {
    return file(name, SECRET);
  }

  private String file(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
        .toString();
  }
}
