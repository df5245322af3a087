package dev.tvsh.commands.check;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a problem means for an upgrade, the worst first. */
public enum Severity {
    /** Do not begin. */
    BLOCK("block"),
    /** It can go on, and something may be lost or surprise. */
    WARN("warn"),
    /** Good to know. */
    NOTICE("notice");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }
}
