package dev.tvsh.commands.transcript;

import tools.jackson.databind.JsonNode;

/**
 * One record of a transcript.
 *
 * @param number counted from 1
 * @param time when it was written, as an ISO-8601 instant
 * @param kind for example {@code input}; kinds that are not known are kept
 * @param fields all fields, those that are not known among them
 */
public record TranscriptRecord(long number, String time, String kind, JsonNode fields) {

    /** The text of a field; empty if there is no such field. */
    public String text(String field) {
        return fields.path(field).asString("");
    }

    /** Whether the field is there and true. */
    public boolean flag(String field) {
        return fields.path(field).asBoolean(false);
    }
}
