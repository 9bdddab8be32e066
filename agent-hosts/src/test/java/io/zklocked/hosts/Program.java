package io.zklocked.hosts;

import java.nio.file.Path;
import java.util.List;

/**
 * A program that was not written here, and a rule that locks it.
 *
 * @param name for people
 * @param rule the line of the rules file
 * @param lock the path of the lock that it makes
 * @param said what the program prints once the method has run
 * @param command options and arguments of its JVM
 */
record Program(String name, String rule, String lock, String said, List<Object> command) {

  private static final Path JARS = Path.of("target", "programs").toAbsolutePath();

  /** All of them: of loaders of different kinds, and of class files from 2002 to today. */
  static List<Program> all() {
    Path inputs = Path.of("src", "test", "programs").toAbsolutePath();
    return List.of(
        new Program(
            "H2's shell (class path)",
            "org.h2.tools.Shell#runTool(java.lang.String[]) -> h2/shell",
            "/zklocked/h2%2Fshell",
            "(1 row",
            List.of(
                "-cp",
                jar("h2"),
                "org.h2.tools.Shell",
                "-url",
                "jdbc:h2:mem:x",
                "-sql",
                "select 40 + 2")),
        new Program(
            "Closure Compiler (one large jar)",
            "com.google.javascript.jscomp.AbstractCommandLineRunner#doRun -> closure",
            "/zklocked/closure",
            "answer=42",
            List.of("-jar", jar("closure-compiler"), "--js", inputs.resolve("answer.js"))),
        new Program(
            "a Groovy script (loader of scripts)",
            "Nightly#close(..) -> groovy/{0}",
            "/zklocked/groovy%2Fmay",
            "closed may",
            List.of(
                "-cp", jar("groovy"), "groovy.ui.GroovyMain", inputs.resolve("nightly.groovy"))),
        new Program(
            "Scala's compiler (Scala)",
            "scala.tools.nsc.Global$Run#compileUnits(..) -> scala/{method}",
            "/zklocked/scala%2FcompileUnits",
            "answer is 42",
            List.of(
                "-cp",
                AppJvm.path(jar("scala-compiler"), jar("scala-library"), jar("scala-reflect")),
                "scala.tools.nsc.MainGenericRunner",
                "-usejavacp",
                "-e",
                "println(s\"answer is ${40 + 2}\")")),
        new Program(
            "ktlint (Kotlin)",
            "com.pinterest.ktlint.rule.engine.api.KtLintRuleEngine#lint(..) -> ktlint",
            "/zklocked/ktlint",
            "Unused import",
            List.of("-jar", jar("ktlint-cli"), inputs.resolve("unused.kt"))),
        new Program(
            "Ant 1.5 of 2002 (class files of Java 1.1)",
            "org.apache.tools.ant.Target#execute -> ant/{this.name}",
            "/zklocked/ant%2Fnightly",
            "nightly is done",
            List.of(
                "-cp", jar("ant"), "org.apache.tools.ant.Main", "-f", inputs.resolve("build.xml"))),
        new Program(
            "Gogo on Felix (bundles)",
            "org.apache.felix.gogo.shell.Posix#echo(..) -> gogo/{method}",
            "/zklocked/gogo%2Fecho",
            "bundled",
            List.of(
                "-Dfelix.auto.deploy.dir=" + JARS.resolve("bundles"),
                "-Dfelix.auto.deploy.action=install,start",
                "-Dgosh.args=--nointeractive -c echo bundled",
                "-cp",
                jar("felix"),
                "org.apache.felix.main.Main")),
        new Program(
            "Jolokia on Jetty (webapp)",
            "org.jolokia.http.AgentServlet#init(..) -> jolokia/{method}",
            "/zklocked/jolokia%2Finit",
            "Server:main: Started @",
            List.of(
                "-Dorg.eclipse.jetty.util.log.class=org.eclipse.jetty.util.log.StdErrLog",
                "-jar",
                jar("jetty"),
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                JARS.resolve("jolokia.war"))),
        new Program(
            "JRuby (loaders of its own)",
            "org.jruby.RubyKernel#sleep(..) -> ruby/{method}",
            "/zklocked/ruby%2Fsleep",
            "nightly is done",
            List.of("-jar", jar("jruby"), inputs.resolve("nightly.rb"))),
        new Program(
            "Zipkin (fat jar of Spring Boot 2)",
            "zipkin.server.ZipkinServer#main -> zipkin/start",
            "/zklocked/zipkin%2Fstart",
            "Serving HTTP",
            List.of("-DQUERY_PORT=0", "-Dserver.port=0", "-jar", jar("zipkin"))));
  }

  private static Path jar(String name) {
    return JARS.resolve(name + ".jar");
  }

  @Override
  public String toString() {
    return name;
  }
}
