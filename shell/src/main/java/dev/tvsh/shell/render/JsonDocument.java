package dev.tvsh.shell.render;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An answer as one JSON document. */
public final class JsonDocument {

    private static final int SCHEMA = 1;

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonDocument() {}

    /** The document with a line end; it begins with {@code schema}, the form of all documents of tvsh. */
    public static String of(Map<String, Object> document) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("schema", SCHEMA);
        whole.putAll(document);
        return MAPPER.writeValueAsString(whole) + "\n";
    }
}
