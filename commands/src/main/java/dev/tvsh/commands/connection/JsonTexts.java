package dev.tvsh.commands.connection;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads a JSON array of strings, the form in which queries hand over {@code text[]}. */
final class JsonTexts {

    private JsonTexts() {}

    static List<String> parse(String json) {
        // A catalog has ten thousands of these, nearly all of them plain names.
        return json.indexOf('\\') < 0 && json.indexOf("null") < 0
                ? plain(json)
                : JsonMapper.shared().readValue(json, new TypeReference<List<String>>() {});
    }

    /** Reads an array in which nothing is escaped, so that every quotation mark begins or ends a string. */
    private static List<String> plain(String json) {
        List<String> texts = new ArrayList<>();
        int begin = json.indexOf('"');
        while (begin >= 0) {
            int end = json.indexOf('"', begin + 1);
            texts.add(json.substring(begin + 1, end));
            begin = json.indexOf('"', end + 1);
        }
        return texts;
    }
}
