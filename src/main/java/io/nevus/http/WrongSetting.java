package io.nevus.http;

/** A setting has a value it cannot have; the message names both it and what is allowed, in one line. */
public final class WrongSetting extends RuntimeException {
    private final String key;
    private final String fault;

    WrongSetting(String key, String fault) {
        super((key + " " + fault).replaceAll("\\p{Cntrl}", " "));
        this.key = key;
        this.fault = fault;
    }

    String key() {
        return key;
    }

    /** The same fault under the name the user gave it: an option, a variable, a line of a file. */
    WrongSetting under(String name) {
        return name.equals(key) ? this : new WrongSetting(name, fault);
    }
}
