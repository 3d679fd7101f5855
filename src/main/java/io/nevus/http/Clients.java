package io.nevus.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Tells clients apart by their addresses.
 *
 * @param proxies those whose X-Forwarded-For is believed: anybody else could claim to be anybody
 */
record Clients(List<AddressRange> proxies) {
    private static final int IPV4_BITS = 32;
    /** A provider gives each customer at least so much of IPv6. */
    private static final int IPV6_BITS = 64;

    AddressRange of(ServerRequest request) {
        InetAddress client = request.remotePeer().address() instanceof InetSocketAddress peer
                ? peer.getAddress() : InetAddress.getLoopbackAddress();
        List<String> hops = request.headers().contains(HeaderNames.X_FORWARDED_FOR)
                ? request.headers().get(HeaderNames.X_FORWARDED_FOR).allValues() : List.of();
        return range(client, hops);
    }

    /**
     * @param peer who is connected
     * @param hops what proxies wrote, each behind the one before it
     */
    AddressRange range(InetAddress peer, List<String> hops) {
        List<String> addresses = hops.stream().flatMap(line -> Arrays.stream(line.split(","))).map(String::strip).toList();
        InetAddress client = peer;
        for (int i = addresses.size() - 1; i >= 0 && isProxy(client); i--) {
            try {
                client = InetAddress.ofLiteral(addresses.get(i));
            } catch (IllegalArgumentException _) {
                break;
            }
        }
        return AddressRange.around(client, client.getAddress().length == 4 ? IPV4_BITS : IPV6_BITS);
    }

    private boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }
}
