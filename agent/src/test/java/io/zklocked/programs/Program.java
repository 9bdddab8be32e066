package io.zklocked.programs;

import java.util.List;

/**
 * A program that was not written here, and what of it is locked. Immutable.
 *
 * @param name what it is
 * @param loading how its classes are loaded, and how old they are
 * @param arguments behind {@code java}; {@code lib:} stands for a file that was published, {@code
 *     in:} for one of ours, {@code tmp:} for one that it may write
 * @param rule the one rule
 * @param resource what that locks
 * @param ready what it prints once it has done its work, or is up
 * @param ends whether it ends by itself
 */
record Program(
    String name,
    String loading,
    List<String> arguments,
    String rule,
    String resource,
    String ready,
    boolean ends) {

  static final List<Program> ALL =
      List.of(
          new Program(
              "Ant 1.6.5",
              "class path, Java 1.2",
              List.of(
                  "-cp", "lib:ant-1.6.5.jar:lib:ant-launcher-1.6.5.jar", "org.apache.tools.ant.Main", "-f", "in:build.xml"),
              "org.apache.tools.ant.taskdefs.Echo#execute -> ant/echo",
              "ant/echo",
              "BUILD SUCCESSFUL",
              true),
          new Program(
              "H2 2.2 shell",
              "class path, Java 11",
              List.of(
                  "-cp",
                  "lib:h2-2.2.224.jar",
                  "org.h2.tools.Shell",
                  "-url",
                  "jdbc:h2:mem:",
                  "-sql",
                  "select 'answer' || 42"),
              "org.h2.tools.Shell#runTool(String...) -> h2/shell",
              "h2/shell",
              "answer42",
              true),
          new Program(
              "Closure compiler 2024",
              "one shaded jar, Java 11",
              List.of("-jar", "lib:closure-compiler-v20240317.jar", "--js", "in:answer.js"),
              "com.google.javascript.jscomp.AbstractCommandLineRunner+#doRun -> closure/{method}",
              "closure/doRun",
              "42",
              true),
          new Program(
              "Scala compiler 2.12",
              "class path, compiled by Scala",
              List.of(
                  "-cp",
                  "lib:scala-compiler-2.12.18.jar:lib:scala-library-2.12.18.jar"
                      + ":lib:scala-reflect-2.12.18.jar",
                  "scala.tools.nsc.Main",
                  "-version"),
              "scala.tools.nsc.Driver#process(String[]) -> scala/{method}",
              "scala/process",
              "2.12.18",
              true),
          new Program(
              "Groovy 2.4 script",
              "compiled while it runs, a loader for each script",
              List.of(
                  "-cp", "lib:groovy-all-2.4.21.jar", "groovy.ui.GroovyMain", "in:nightly.groovy"),
              "nightly#run -> groovy/{class}",
              "groovy/nightly",
              "nightly is done",
              true),
          new Program(
              "JRuby 9.3",
              "its own loaders, invokers made while it runs",
              List.of("-jar", "lib:jruby-complete-9.3.13.0.jar", "in:nightly.rb"),
              "org.jruby.RubyKernel#sleep(..) -> ruby/{method}",
              "ruby/sleep",
              "nightly is done",
              true),
          new Program(
              "Jython 2.7",
              "class path, Java 8 and Python compiled while it runs",
              List.of("-jar", "lib:jython-standalone-2.7.3.jar", "in:nightly.py"),
              "org.python.modules.time.Time#sleep(double) -> python/sleep",
              "python/sleep",
              "nightly is done",
              true),
          new Program(
              "Zipkin 3.4 server",
              "Spring Boot 3 fat jar",
              List.of(
                  "-DQUERY_PORT=0", "-jar", "lib:zipkin-server-3.4.2-exec.jar", "--server.port=0"),
              "zipkin.server.ZipkinServer#main -> zipkin/{method}",
              "zipkin/main",
              "Started ZipkinServer",
              false),
          new Program(
              "Jetty runner 9.4 with Jolokia 1.7",
              "a loader for each webapp",
              List.of(
                  "-Dorg.eclipse.jetty.util.log.class=org.eclipse.jetty.util.log.StdErrLog",
                  "-jar",
                  "lib:jetty-runner-9.4.53.v20231009.jar",
                  "--host",
                  "127.0.0.1",
                  "--port",
                  "0",
                  "lib:jolokia-war-unsecured-1.7.2.war"),
              "org.jolokia.http.AgentServlet#init(..) -> jolokia/{method}",
              "jolokia/init",
              "Server:main: Started @",
              false),
          new Program(
              "Felix 7 with Gogo",
              "OSGi, a loader for each bundle",
              List.of(
                  "-Dgosh.args=--nointeractive",
                  "-Dfelix.auto.deploy.action=install,start",
                  "-jar",
                  "lib:org.apache.felix.main-7.0.5.jar",
                  "-b",
                  "lib:bundles",
                  "tmp:cache"),
              "org.apache.felix.gogo.command.Activator#start(..) -> felix/{method}",
              "felix/start",
              "Welcome to Apache Felix Gogo",
              false));

  @Override
  public String toString() {
    return name;
  }
}
