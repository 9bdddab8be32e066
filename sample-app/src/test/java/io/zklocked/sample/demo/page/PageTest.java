package io.zklocked.sample.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

  @Test
  void nothingOnAPageHasAMeaningInHtml() {
    String evil = "<script>alert(\"1\")</script>&\u001b[2J";
    Page page =
        new Page(evil, evil)
            .ran(List.of(evil))
            .verdict(List.of(new Check(false, evil)))
            .heading(evil)
            .text(evil)
            .printed(List.of(evil))
            .table(new Table(1, List.of(evil), List.of(List.of(evil))));

    assertThat(page.html())
        .doesNotContain("<script", "\u001b")
        .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;");
  }

  @Test
  void pageFetchesNothing() {
    String html = new Page("title", "lede").html();

    assertThat(html)
        .startsWith("<!DOCTYPE html>")
        .doesNotContain("http:", "https:", "@import", "src=", "href=");
  }

  @Test
  void pageIsWrittenOverTheOneBeforeAndNothingElseIsLeft(@TempDir Path directory) throws Exception {
    new Page("first", "lede").write(directory, "name");
    Path page = new Page("second", "lede").write(directory, "name");

    assertThat(page).isEqualTo(directory.resolve("name.html")).content().contains("second");
    assertThat(directory.toFile().list()).containsExactly("name.html");
  }

  @Test
  void verdictSaysWhatPassedAndWhatFailed() {
    String html =
        new Page("title", "lede")
            .verdict(List.of(new Check(true, "good"), new Check(false, "bad")))
            .html();

    assertThat(html)
        .contains("<li class=\"passed\"><span class=\"mark\">ok</span> <span>good</span>")
        .contains("<li class=\"failed\"><span class=\"mark\">FAILED</span> <span>bad</span>");
  }
}
