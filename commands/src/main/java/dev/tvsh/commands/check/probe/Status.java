package dev.tvsh.commands.check.probe;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a check came out. */
public enum Status {
    OK("ok"),
    PROBLEM("problem"),
    /** It could not be found out; that blocks. */
    UNDETERMINED("undetermined"),
    /** A problem or an open question that somebody answers for. */
    WAIVED("waived"),
    /** It was not asked. */
    SKIPPED("skipped"),
    /** Only a person can tell. */
    MANUAL("manual");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }
}
