package dev.tvsh.commands.connection;

import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads a JSON array of strings, the form in which queries hand over {@code text[]}. */
final class JsonTexts {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonTexts() {}

    static List<String> parse(String json) {
        return MAPPER.readValue(json, new TypeReference<List<String>>() {});
    }
}
