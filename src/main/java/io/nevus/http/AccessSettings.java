package io.nevus.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may write, and how often each client may ask.
 *
 * @param key               of those who write to /api; everybody may without one
 * @param requestsPerMinute of a client; 0 for as many as it likes
 * @param proxies           whose word about the client's address is taken
 */
record AccessSettings(Optional<String> key, int requestsPerMinute, List<AddressRange> proxies) {
    private static final String KEY = "access.api-key";
    private static final String PROXIES = "access.trusted-proxies";
    private static final WholeNumber REQUESTS = new WholeNumber("access.requests-per-minute", 0, 1_000_000);
    /** What a header can carry; shorter ones can be guessed. */
    private static final Pattern SOUND = Pattern.compile("[\\x21-\\x7e]{16,200}");

    static AccessSettings of(SettingsSource source) {
        return new AccessSettings(key(source.text(KEY).strip()), source.number(REQUESTS), proxies(source.text(PROXIES)));
    }

    /** The key itself is told to nobody. */
    private static Optional<String> key(String key) {
        if (!key.isEmpty() && !SOUND.matcher(key).matches()) {
            throw new WrongSetting(KEY, "must be 16 to 200 letters, digits and signs, without blanks, "
                    + "such as `openssl rand -hex 16` prints");
        }
        return Optional.of(key).filter(text -> !text.isEmpty());
    }

    private static List<AddressRange> proxies(String ranges) {
        try {
            return Arrays.stream(ranges.split("[,\\s]+")).filter(range -> !range.isEmpty()).map(AddressRange::of).toList();
        } catch (IllegalArgumentException _) {
            throw new WrongSetting(PROXIES, "is '%s', but must be addresses or ranges such as 10.0.0.0/8, with commas"
                    .formatted(ranges));
        }
    }

    @Override
    public String toString() {
        return "AccessSettings[%d requests a minute, proxies %s]".formatted(requestsPerMinute, proxies);
    }
}
