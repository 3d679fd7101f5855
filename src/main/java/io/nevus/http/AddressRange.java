package io.nevus.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The addresses that begin with the same bits, as in 10.0.0.0/8; the JDK has no such thing.
 *
 * @param bits how many of the first are the same
 */
record AddressRange(InetAddress first, int bits) {

    /** @throws IllegalArgumentException when it is neither an address nor a range of addresses */
    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int most = 8 * first.getAddress().length;
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException("a range has from 0 to " + most + " bits");
        }
        return new AddressRange(first, bits);
    }

    boolean contains(InetAddress address) {
        return address.getAddress().length == first.getAddress().length
                && Arrays.equals(masked(address), masked(first));
    }

    /** The range of that size around an address. */
    static AddressRange around(InetAddress address, int bits) {
        try {
            return new AddressRange(InetAddress.getByAddress(masked(address, bits)), bits);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has as many bytes as an address", e);
        }
    }

    private byte[] masked(InetAddress address) {
        return masked(address, bits);
    }

    private static byte[] masked(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.clamp(bits - 8L * i, 0, 8);
            bytes[i] &= (byte) (0xff << (8 - kept));
        }
        return bytes;
    }
}
