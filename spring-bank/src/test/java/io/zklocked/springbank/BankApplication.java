package io.zklocked.springbank;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The bank: an application that knows Spring, its database, and the annotations of its locks. */
@SpringBootApplication(proxyBeanMethods = false)
public class BankApplication {

  /** Starts it on the database of that address. */
  static ConfigurableApplicationContext start(String database) {
    return new SpringApplicationBuilder(BankApplication.class)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.main.banner-mode=off",
            "spring.jmx.enabled=false",
            "logging.level.root=warn",
            "spring.datasource.hikari.maximum-pool-size=12",
            "spring.datasource.url=" + database,
            "spring.datasource.username=sa",
            "spring.datasource.password=")
        .run();
  }
}
