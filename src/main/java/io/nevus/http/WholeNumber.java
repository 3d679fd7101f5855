package io.nevus.http;

/** The values a numeric setting can have. */
record WholeNumber(String key, int least, int most) {

    int parse(String text) {
        try {
            return check(Integer.parseInt(text.strip()));
        } catch (NumberFormatException _) {
            throw wrong(text);
        }
    }

    int check(int value) {
        if (value < least || value > most) {
            throw wrong(String.valueOf(value));
        }
        return value;
    }

    private WrongSetting wrong(String value) {
        return new WrongSetting(key, "is '%s', but must be a whole number from %d to %d"
                .formatted(value, least, most));
    }
}
