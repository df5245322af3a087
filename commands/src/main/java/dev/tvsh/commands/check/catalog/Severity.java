package dev.tvsh.commands.check.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What a problem means for an upgrade, the worst first. */
public enum Severity {
    /** Do not begin. */
    BLOCK("block"),
    /** It can go on, and something may be lost or surprise. */
    WARN("warn"),
    /** Good to know. */
    NOTICE("notice"),
    /** Only a person can tell. */
    MANUAL("manual");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    /**
     * By its word.
     *
     * @throws IllegalArgumentException if there is no such severity
     */
    public static Severity parse(String text) {
        return Arrays.stream(values())
                .filter(severity -> severity.word.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no severity '" + text + "'"));
    }
}
