package io.nevus.model;

import java.util.Arrays;
import java.util.Locale;

/** In which numbers a network may compute. */
public enum Precision {

    /** In bfloat16 where the processor has it and the answers stay those of float32. */
    AUTO,
    FLOAT32;

    /** @throws IllegalArgumentException saying which there are */
    public static Precision of(String name) {
        return Arrays.stream(values()).filter(known -> known.title().equalsIgnoreCase(name.strip())).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be auto or float32, not '%s'".formatted(name)));
    }

    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
