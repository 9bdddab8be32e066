package io.zklocked.sample.demo.page;

import java.util.List;

/** A picture on a page, drawn anew for each width that it is looked at. */
public interface Figure {

  /** What it shows. */
  String title();

  /** What is to be known to read it; may be empty. */
  String caption();

  /** The meaning of what is drawn. */
  List<Key> keys();

  /**
   * Draws it. Text is of the size that the page gives it, so that it is as legible in a narrow
   * picture as in a wide one.
   *
   * @param width in pixels
   * @return an element {@code svg} with a {@code viewBox} of that width
   */
  String svg(int width);

  /**
   * The meaning of a style.
   *
   * @param style the class of the page's style sheet, as {@code hold} or {@code wait}; behind
   *     {@code line } the class of a line
   * @param text what is drawn so
   */
  record Key(String style, String text) {}
}
