package dev.tvsh.commands.connection;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a connection string of keywords and values: {@code host=db1 port=5432 password='with blanks'}.
 *
 * <p>Source: PostgreSQL documentation, "Keyword/Value Connection Strings".
 */
final class ConninfoParser {

    private final String text;
    private int at;

    private ConninfoParser(String text) {
        this.text = text;
    }

    /** @throws dev.tvsh.commands.TvshException if the text is not such a string, or a keyword is unknown */
    static Map<String, String> parse(String text) {
        return new ConninfoParser(text).parse();
    }

    private Map<String, String> parse() {
        Map<String, String> settings = new LinkedHashMap<>();
        skipBlanks();
        while (at < text.length()) {
            String keyword = keyword();
            skipBlanks();
            if (at >= text.length() || text.charAt(at) != '=') {
                throw ConnectionProblems.bad("missing \"=\" after \"" + keyword + "\" in connection info string");
            }
            at++;
            skipBlanks();
            String value = at < text.length() && text.charAt(at) == '\'' ? quoted() : bare();
            if (!LibpqKeywords.known(keyword)) {
                throw ConnectionProblems.bad("invalid connection option \"" + keyword + "\"");
            }
            settings.put(keyword, value);
            skipBlanks();
        }
        return settings;
    }

    private String keyword() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String bare() {
        StringBuilder value = new StringBuilder();
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            value.append(next());
        }
        return value.toString();
    }

    private String quoted() {
        at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            if (text.charAt(at) == '\'') {
                at++;
                return value.toString();
            }
            value.append(next());
        }
        throw ConnectionProblems.bad("unterminated quoted string in connection info string");
    }

    /** One character of a value; a backslash makes the next one literal. */
    private String next() {
        if (text.charAt(at) == '\\') {
            at++;
            if (at >= text.length()) {
                return "";
            }
        }
        char c = text.charAt(at);
        at++;
        return String.valueOf(c);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
