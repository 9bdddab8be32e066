package io.zklocked.benchmarks;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The peers of one process, each connected when it is first asked for. Confined to one thread. */
final class Peers implements AutoCloseable {

  private final Addresses addresses;
  private final Map<PeerKind, Peer> open = new EnumMap<>(PeerKind.class);

  Peers(Addresses addresses) {
    this.addresses = addresses;
  }

  /** Why a peer cannot be measured here, or null if it can. */
  @Nullable String whyNot(PeerKind kind) {
    return kind.needsRedis() && addresses.redis() == null
        ? "not measured: there is no redis-server on the PATH"
        : null;
  }

  /** The peer, connected. Blocks for it at the first time. */
  Peer get(PeerKind kind) throws Exception {
    Peer peer = open.get(kind);
    if (peer == null) {
      peer = kind.open(addresses);
      open.put(kind, peer);
    }
    return peer;
  }

  @Override
  public void close() {
    for (Peer peer : open.values()) {
      peer.close();
    }
    open.clear();
  }
}
