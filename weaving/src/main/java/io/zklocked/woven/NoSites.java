package io.zklocked.woven;

import io.zklocked.agent.link.WovenSites;
import java.util.Map;

/** What is known of woven classes where nobody weaves while they are loaded. Stateless. */
final class NoSites implements WovenSites {

  @Override
  public Map<String, Object[]> of(Class<?> type) {
    return Map.of();
  }

  @Override
  public int count() {
    return 0;
  }
}
