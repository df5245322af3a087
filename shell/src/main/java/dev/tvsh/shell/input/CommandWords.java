package dev.tvsh.shell.input;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the line of a tvsh command as a shell does: single quotes keep everything, double quotes keep all but a
 * backslash, and a variable never becomes more than a part of one word.
 */
final class CommandWords {

    private final String line;
    private final VariableSource source;
    private final List<String> words = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private int at;

    private CommandWords(String line, VariableSource source) {
        this.line = line;
        this.source = source;
    }

    /** @throws InputException if a quote is not closed */
    static CommandWords split(String line, VariableSource source) {
        CommandWords words = new CommandWords(line, source);
        while (words.skipBlanks()) {
            words.words.add(words.word());
        }
        return words;
    }

    /** The words, the command's name first. */
    List<String> words() {
        return words;
    }

    List<String> variables() {
        return variables;
    }

    /** The line again, with the words as they are now. */
    String text() {
        StringBuilder out = new StringBuilder();
        for (String word : words) {
            boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || "'\"\\:;".indexOf(c) >= 0);
            out.append(out.isEmpty() ? "" : " ").append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return out.toString();
    }

    private boolean skipBlanks() {
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        return at < line.length();
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (at < line.length() && line.charAt(at) > ' ') {
            char c = line.charAt(at++);
            switch (c) {
                case '\'' -> quoted(word, '\'', false);
                case '"' -> quoted(word, '"', true);
                case '\\' -> word.append(at < line.length() ? line.charAt(at++) : c);
                case ':' -> variable(word);
                default -> word.append(c);
            }
        }
        return word.toString();
    }

    private void quoted(StringBuilder word, char quote, boolean escapes) {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == quote) {
                return;
            }
            boolean escaped = escapes && c == '\\' && at < line.length() && "\"\\".indexOf(line.charAt(at)) >= 0;
            word.append(escaped ? line.charAt(at++) : c);
        }
        throw new InputException("a " + quote + " is not closed: " + line.strip());
    }

    private void variable(StringBuilder word) {
        VariableReference reference = VariableReference.at(line, at - 1);
        String value = reference == null ? null : reference.inWord(source);
        if (reference == null || value == null) {
            word.append(':');
            return;
        }
        variables.add(reference.name());
        word.append(value);
        at = reference.end();
    }
}
