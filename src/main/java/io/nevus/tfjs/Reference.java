package io.nevus.tfjs;

/** A node's input as a graph writes it: {@code name}, {@code name:1} for a further output, {@code ^name} for order only. */
final class Reference {

    private Reference() {
    }

    static boolean isControl(String reference) {
        return reference.startsWith("^");
    }

    static String node(String reference) {
        String name = isControl(reference) ? reference.substring(1) : reference;
        int colon = name.lastIndexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    static String under(String prefix, String reference) {
        return isControl(reference) ? "^" + prefix + reference.substring(1) : prefix + reference;
    }
}
