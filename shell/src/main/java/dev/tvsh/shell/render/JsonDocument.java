package dev.tvsh.shell.render;

import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An answer as one JSON document. */
public final class JsonDocument {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonDocument() {}

    /** The document with a line end. */
    public static String of(Map<String, Object> document) {
        return MAPPER.writeValueAsString(document) + "\n";
    }
}
