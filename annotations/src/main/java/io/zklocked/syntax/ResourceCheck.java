package io.zklocked.syntax;

import java.util.function.IntUnaryOperator;

/** Checks one resource, or the known elements of one template, and words what is wrong. */
record ResourceCheck(String kind, String shown, IntUnaryOperator columnOf) {

  /** Stands for a value that is not known yet. No text holds it, since ZooKeeper refuses it. */
  static final char UNKNOWN = '\uffff';

  static ResourceCheck of(String kind, String text) {
    return new ResourceCheck(kind, text, offset -> offset + 1);
  }

  void text(String text) {
    characters(text);
    elements(text);
  }

  void characters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (ResourceText.isAllowed(c)) {
        continue;
      }
      int codePoint = text.codePointAt(i);
      if (codePoint <= Character.MAX_VALUE && Character.isSurrogate(c)) {
        throw refusal(i, "half of a surrogate pair is no character", "write both halves");
      }
      throw refusal(
          i,
          String.format("ZooKeeper does not take the character U+%04X in a path", codePoint),
          "write " + ResourceText.encoded(codePoint) + " for it");
    }
  }

  void elements(String text) {
    boolean absolute = text.startsWith("/");
    if (text.isEmpty() || (absolute && text.length() == 1)) {
      throw refusal(0, "it names no lock", "write a name such as orders/42");
    }
    if (!absolute && ResourceText.isReserved(text)) {
      throw reserved(0, text);
    }
    int start = absolute ? 1 : 0;
    while (start <= text.length()) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      element(text, start, end);
      if (absolute && start == 1 && ResourceText.isReserved(text.substring(1, end))) {
        throw reserved(1, text.substring(1, end));
      }
      start = end + 1;
    }
  }

  private void element(String text, int start, int end) {
    String element = text.substring(start, end);
    if (element.isEmpty()) {
      throw refusal(
          Math.min(start, text.length() - 1),
          "there is an empty element",
          "write something between two slashes, and no slash at the end");
    }
    if (element.indexOf(UNKNOWN) >= 0) {
      return;
    }
    if (element.equals(".") || element.equals("..")) {
      throw refusal(
          start,
          "the element " + element + " would point elsewhere",
          "name the element itself: a path is never resolved");
    }
    if (ResourceText.endsLikeContender(text, start, end)) {
      throw refusal(
          start,
          "the element " + SyntaxException.quoted(element) + " looks like the node of a contender",
          "choose a name that does not end like lock-0000000001");
    }
  }

  private SyntaxException reserved(int offset, String element) {
    return refusal(offset, "the name " + element + " is not free for locks", "choose another name");
  }

  private SyntaxException refusal(int offset, String problem, String remedy) {
    return new SyntaxException(kind, shown, columnOf.applyAsInt(offset), problem, remedy);
  }
}
