package dev.tvsh.commands.check;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a check came out. */
public enum Status {
    OK("ok"),
    PROBLEM("problem"),
    /** It could not be found out; that blocks. */
    UNDETERMINED("undetermined");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }
}
