package io.zklocked.runtime.key;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes equal URIs equally: {@link URI#equals} ignores the case of scheme, host and percent
 * escapes, and equal values must be one lock. Nothing else is changed: no path is resolved.
 */
final class CanonicalUri {

  private CanonicalUri() {}

  static String of(URI uri) {
    StringBuilder text = new StringBuilder();
    if (uri.getScheme() != null) {
      text.append(uri.getScheme().toLowerCase(Locale.ROOT)).append(':');
    }
    if (uri.isOpaque()) {
      text.append(uri.getRawSchemeSpecificPart());
    } else {
      append(text, "//", authority(uri));
      append(text, "", uri.getRawPath());
      append(text, "?", uri.getRawQuery());
    }
    append(text, "#", uri.getRawFragment());
    return withUpperCaseEscapes(text);
  }

  private static void append(StringBuilder text, String before, @Nullable String part) {
    if (part != null) {
      text.append(before).append(part);
    }
  }

  private static @Nullable String authority(URI uri) {
    if (uri.getHost() == null) {
      return uri.getRawAuthority();
    }
    String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return user + uri.getHost().toLowerCase(Locale.ROOT) + port;
  }

  private static String withUpperCaseEscapes(StringBuilder text) {
    for (int i = 0; i + 2 < text.length(); i++) {
      if (text.charAt(i) == '%') {
        text.setCharAt(i + 1, Character.toUpperCase(text.charAt(i + 1)));
        text.setCharAt(i + 2, Character.toUpperCase(text.charAt(i + 2)));
      }
    }
    return text.toString();
  }
}
