package io.zklocked.hosts.webapp;

import io.zklocked.hosts.app.Orders;
import io.zklocked.hosts.app.Proof;
import io.zklocked.hosts.stock.Stock;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** The shop on the web. */
public final class ShopServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Orders orders = new Orders();

  /** For the container. */
  public ShopServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      response.getWriter().print(answer(request.getPathInfo(), request.getQueryString()));
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private String answer(String asked, String neighbour) throws Exception {
    return switch (asked) {
      case "/proof" -> "orders " + Proof.of(orders::ship) + "; stock " + Proof.of(Stock::take);
      case "/try" -> Proof.elsewhere(() -> orders.ship(9, () -> "NOT LOCKED"));
      case "/ask" -> orders.ship(9, () -> get(neighbour));
      default -> "unknown";
    };
  }

  private static String get(String address) throws IOException {
    try (InputStream answer = new URL(address).openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
