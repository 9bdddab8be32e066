package io.zklocked.hosts.web;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat. Used by one thread. */
public final class Container {

  private static final Logger LOG = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();
  private final String docBase;

  private Container(String base, String docBase) {
    this.docBase = docBase;
    tomcat.setBaseDir(base);
    tomcat.setPort(0);
  }

  /**
   * Deploys one application twice, and then a third one again and again.
   *
   * @param arguments a directory of its own, that of the application, and how often
   * @throws Exception if anything fails
   */
  public static void main(String[] arguments) throws Exception {
    LOG.setLevel(Level.SEVERE);
    Container container = new Container(arguments[0], arguments[1]);
    container.tomcat.start();
    container.tomcat.getConnector();
    container.twice();
    container.again(Integer.parseInt(arguments[2]));
    container.tomcat.stop();
    container.tomcat.destroy();
  }

  private void twice() throws Exception {
    Context first = deploy("/first");
    Context second = deploy("/second");
    System.out.println("first: " + get("/first/proof"));
    System.out.println("second: " + get("/second/proof"));
    System.out.println("between: " + get("/first/ask?" + address("/second/try")));
    System.out.println("and back: " + get("/second/ask?" + address("/first/try")));
    System.out.println(
        "two loaders: "
            + (first.getLoader().getClassLoader() != second.getLoader().getClassLoader()));
    undeploy(first);
    undeploy(second);
  }

  private void again(int times) throws Exception {
    ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
    List<Reference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Context context = deploy("/again");
      loaders.add(new WeakReference<>(context.getLoader().getClassLoader(), gone));
      String answer = get("/again/proof");
      if (i == 0 || answer.contains("NOT")) {
        System.out.println("again: " + answer);
      }
      if (i < times - 1) {
        undeploy(context);
      }
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (loaders.size() > 1 && System.nanoTime() < deadline) {
      System.gc();
      loaders.remove(gone.remove(100));
    }
    System.out.println("loaders after " + times + ": " + loaders.size());
  }

  private Context deploy(String path) {
    Context context = tomcat.addContext(path, docBase);
    Tomcat.addServlet(context, "shop", "io.zklocked.hosts.webapp.ShopServlet");
    context.addServletMappingDecoded("/*", "shop");
    return context;
  }

  private void undeploy(Context context) throws Exception {
    tomcat.getHost().removeChild(context);
    context.destroy();
  }

  private String address(String path) {
    return "http://localhost:" + tomcat.getConnector().getLocalPort() + path;
  }

  private String get(String path) throws IOException {
    try (InputStream answer = new URL(address(path)).openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
