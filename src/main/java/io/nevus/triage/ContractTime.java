package io.nevus.triage;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/** Times as the course contract writes them: UTC with three digits of milliseconds, so that text sorts as time. */
public final class ContractTime {
    /** Instant.toString() drops zeros. */
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withResolverStyle(ResolverStyle.STRICT);

    private ContractTime() {
    }

    public static String format(Instant time) {
        return FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }

    /** @throws java.time.format.DateTimeParseException when the text is in any other form */
    public static Instant parse(String text) {
        return LocalDateTime.parse(text, FORMAT).toInstant(ZoneOffset.UTC);
    }
}
