package dev.tvsh.shell.input;

import java.util.Locale;
import java.util.Optional;

/**
 * What stands behind {@code \copy}: {@code TABLE [(COLUMNS)] | (QUERY)}, {@code FROM | TO}, a file, and options.
 *
 * @param statement the COPY that the server runs
 * @param from whether data goes to the server
 * @param file empty for standard input and output
 * @param program whether {@code file} is a command instead
 */
public record CopyWords(String statement, boolean from, Optional<String> file, boolean program) {

    /** Reads the arguments of the command. @throws InputException if they cannot be understood */
    public static CopyWords parse(String text) {
        if (text.isBlank()) {
            throw new InputException("\\copy: arguments required");
        }
        return new Parser(text).parse();
    }

    private static final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        CopyWords parse() {
            int start = at;
            int end = at;
            String word = next();
            while (!isDirection(word)) {
                end = at;
                if (word.equals("(")) {
                    closeParenthesis();
                    end = at;
                }
                word = next();
            }
            boolean from = word.equalsIgnoreCase("from");
            String what = text.substring(start, end).strip();
            String place = next();
            boolean program = place.equalsIgnoreCase("program");
            if (program) {
                place = next();
            }
            boolean standard = !program && place.toLowerCase(Locale.ROOT).matches("p?std(in|out)");
            String options = text.substring(at).strip().replaceFirst(";+$", "");
            String statement = "COPY  " + what + (from ? " FROM STDIN " : " TO STDOUT ") + options;
            return new CopyWords(statement, from, standard ? Optional.empty() : Optional.of(unquoted(place)), program);
        }

        private static boolean isDirection(String word) {
            return word.equalsIgnoreCase("from") || word.equalsIgnoreCase("to");
        }

        private static String unquoted(String word) {
            boolean quoted = word.length() > 1 && word.startsWith("'") && word.endsWith("'");
            return quoted ? word.substring(1, word.length() - 1).replace("''", "'") : word;
        }

        private void closeParenthesis() {
            int depth = 1;
            while (depth > 0) {
                String word = next();
                depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            }
        }

        /** The next word, quoted text as one, or one of the signs that separate words. */
        private String next() {
            while (at < text.length() && text.charAt(at) <= ' ') {
                at++;
            }
            if (at >= text.length()) {
                throw new InputException("\\copy: parse error at end of line");
            }
            int start = at;
            char first = text.charAt(at++);
            if ("(),;".indexOf(first) >= 0) {
                return String.valueOf(first);
            }
            if (first == '\'' || first == '"') {
                int close = text.indexOf(first, at);
                at = close < 0 ? text.length() : close + 1;
                return text.substring(start, at);
            }
            while (at < text.length() && text.charAt(at) > ' ' && "(),;'\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }
    }
}
