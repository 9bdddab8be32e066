package io.zklocked.runtime;

/** Makes a value fit for a message of one line: quoted, escaped and cut. */
final class QuotedValue {

  private static final int LONGEST = 120;

  private QuotedValue() {}

  static String of(String value) {
    StringBuilder quoted = new StringBuilder(value.length() + 2).append('\'');
    int end = Math.min(value.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        quoted.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(end < value.length() ? "...'" : "'").toString();
  }
}
