package io.nevus.triage;

/** What a person is told, in the words of the course contract. */
public enum Verdict {
    CANCER("Cancer", "Segera periksa ke dokter!"),
    NON_CANCER("Non-cancer", "Penyakit kanker tidak terdeteksi.");

    private final String title;
    private final String suggestion;

    Verdict(String title, String suggestion) {
        this.title = title;
        this.suggestion = suggestion;
    }

    /** {@code Cancer} or {@code Non-cancer}. */
    public String title() {
        return title;
    }

    public String suggestion() {
        return suggestion;
    }

    /** @throws IllegalArgumentException when the title is neither of the two */
    public static Verdict ofTitle(String title) {
        for (Verdict verdict : values()) {
            if (verdict.title.equals(title)) {
                return verdict;
            }
        }
        throw new IllegalArgumentException("Unknown verdict '" + title + "'");
    }
}
