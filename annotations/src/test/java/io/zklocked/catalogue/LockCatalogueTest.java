package io.zklocked.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zklocked.LockMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockCatalogueTest {

  private static final LockCatalogue CATALOGUE =
      new LockCatalogue(
          List.of(
              new CatalogueEntry(LockMode.READ, "a(IJ)V", List.of("größe", "b"), "a b/{größe}"),
              new CatalogueEntry(LockMode.EXCLUSIVE, "b()V", List.of(), "c")));

  @Test
  void whatIsWrittenIsRead() throws IOException {
    assertThat(LockCatalogue.parse(CATALOGUE.text())).isEqualTo(CATALOGUE);
    assertThat(LockCatalogue.of(loaderOf(CATALOGUE.text()), "com.acme.Bank$Teller"))
        .isEqualTo(CATALOGUE);
    assertThat(LockCatalogue.of(loaderOf(null), "com.acme.Bank$Teller")).isNull();
  }

  @Test
  void namesAreFoundByMethodAndTypes() {
    assertThat(CATALOGUE.parameterNames("a(IJ)V")).containsExactly("größe", "b");
    assertThat(CATALOGUE.parameterNames("a(I)V")).isEmpty();
    assertThat(CATALOGUE.parameterNames("b()V")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# zklocked locks 2\n",
        "# zklocked locks 1\nEXCLUSIVE a()V -\n",
        "# zklocked locks 1\nODD a()V - a\n"
      })
  void damagedRecordIsToldWithItsFile(String text) {
    assertThatThrownBy(() -> LockCatalogue.of(loaderOf(text), "com.acme.Bank$Teller"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("META-INF/zklocked/com.acme.Bank$Teller.locks cannot be read");
  }

  private static ClassLoader loaderOf(@Nullable String text) {
    return new ClassLoader(null) {
      @Override
      public @Nullable InputStream getResourceAsStream(String name) {
        return text == null || !name.equals("META-INF/zklocked/com.acme.Bank$Teller.locks")
            ? null
            : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      }
    };
  }
}
