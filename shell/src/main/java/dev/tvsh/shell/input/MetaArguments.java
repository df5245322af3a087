package dev.tvsh.shell.input;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Reads the arguments of a backslash command by psql's rules.
 *
 * <p>Source: PostgreSQL documentation, psql, "Meta-Commands".
 */
final class MetaArguments {

    private final String line;
    private final VariableSource source;
    private final UnaryOperator<String> backquotes;
    private final int most;
    private final List<String> words = new ArrayList<>();
    private final List<String> variables = new ArrayList<>();
    private int at;

    private MetaArguments(String line, int at, int most, VariableSource source, UnaryOperator<String> backquotes) {
        this.most = most;
        this.backquotes = backquotes;
        this.line = line;
        this.at = at;
        this.source = source;
    }

    /**
     * Reads from {@code from} to the end of the line, or to a backslash that ends the command.
     *
     * @param most how many arguments the command takes; of what stands behind them no program runs and no variable is read
     * @throws InputException if a quote is not closed
     */
    static MetaArguments read(
            String line,
            int from,
            ArgumentStyle style,
            int most,
            VariableSource source,
            UnaryOperator<String> backquotes) {
        MetaArguments arguments = new MetaArguments(line, from, most, source, backquotes);
        if (style == ArgumentStyle.LINE) {
            arguments.restOfLine();
        } else {
            arguments.readWords(style);
        }
        return arguments;
    }

    List<String> words() {
        return words;
    }

    List<String> variables() {
        return variables;
    }

    /** Where the lexer goes on. */
    int end() {
        return at;
    }

    private void restOfLine() {
        String rest = line.substring(at).strip();
        if (!rest.isEmpty()) {
            words.add(rest);
        }
        at = line.length();
    }

    private void readWords(ArgumentStyle style) {
        while (true) {
            while (at < line.length() && line.charAt(at) <= ' ') {
                at++;
            }
            if (at >= line.length()) {
                return;
            }
            if (line.charAt(at) == '\\') {
                at += line.startsWith("\\\\", at) ? 2 : 0;
                return;
            }
            boolean pipes = style == ArgumentStyle.FILE || style == ArgumentStyle.SEND;
            if (pipes && line.charAt(at) == '|' && fileComes()) {
                restOfLine();
                return;
            }
            word(style != ArgumentStyle.WORDS);
        }
    }

    /** The file is the first word, or the one behind options in parentheses. */
    private boolean fileComes() {
        return words.isEmpty()
                || (words.get(0).startsWith("(") && words.get(words.size() - 1).endsWith(")"));
    }

    private void word(boolean dropSemicolon) {
        StringBuilder word = new StringBuilder();
        int unquoted = 0;
        while (at < line.length() && line.charAt(at) > ' ' && line.charAt(at) != '\\') {
            char c = line.charAt(at++);
            unquoted++;
            switch (c) {
                case '\'' -> {
                    singleQuoted(word);
                    unquoted = 0;
                }
                case '"' -> {
                    doubleQuoted(word);
                    unquoted = 0;
                }
                case '`' -> {
                    backquoted(word);
                    unquoted = 0;
                }
                case ':' -> unquoted = variable(word) ? 0 : unquoted;
                default -> word.append(c);
            }
        }
        while (dropSemicolon && unquoted-- > 0 && word.length() > 0 && word.charAt(word.length() - 1) == ';') {
            word.setLength(word.length() - 1);
        }
        words.add(word.toString());
    }

    /** A program's output; variables in its text are expanded, {@code :'name'} as one word of the shell. */
    private void backquoted(StringBuilder word) {
        StringBuilder command = new StringBuilder();
        while (at < line.length() && line.charAt(at) != '`') {
            VariableReference reference =
                    line.charAt(at) == ':' && !isSurplus() ? VariableReference.at(line, at) : null;
            String value = reference == null ? null : reference.inShell(source);
            if (reference == null || value == null) {
                command.append(line.charAt(at++));
            } else {
                variables.add(reference.name());
                command.append(value);
                at = reference.end();
            }
        }
        if (at >= line.length()) {
            throw new InputException("unterminated quoted string");
        }
        at++;
        word.append(isSurplus() ? command.toString() : backquotes.apply(command.toString()));
    }

    private void singleQuoted(StringBuilder word) {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '\\' && at < line.length()) {
                escape(word);
            } else if (c != '\'') {
                word.append(c);
            } else if (at < line.length() && line.charAt(at) == '\'') {
                word.append('\'');
                at++;
            } else {
                return;
            }
        }
        throw new InputException("unterminated quoted string");
    }

    private void escape(StringBuilder word) {
        char c = line.charAt(at++);
        switch (c) {
            case 'n' -> word.append('\n');
            case 't' -> word.append('\t');
            case 'b' -> word.append('\b');
            case 'r' -> word.append('\r');
            case 'f' -> word.append('\f');
            case 'x' -> word.append(number("x", 2, 16));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                word.append(number("", 3, 8));
            }
            default -> word.append(c);
        }
    }

    private String number(String otherwise, int digits, int radix) {
        int end = at;
        while (end < line.length() && end < at + digits && Character.digit(line.charAt(end), radix) >= 0) {
            end++;
        }
        if (end == at) {
            return otherwise;
        }
        char value = (char) (Integer.parseInt(line.substring(at, end), radix) & 0xff);
        at = end;
        return String.valueOf(value);
    }

    /** Names keep their double quotes; the command itself takes them off where it reads a name. */
    private void doubleQuoted(StringBuilder word) {
        int close = line.indexOf('"', at);
        if (close < 0) {
            throw new InputException("unterminated quoted string");
        }
        word.append(line, at - 1, close + 1);
        at = close + 1;
    }

    /** Whether the command does not take the word that is being read. */
    private boolean isSurplus() {
        return words.size() >= most;
    }

    private boolean variable(StringBuilder word) {
        VariableReference reference = VariableReference.at(line, at - 1);
        if (reference != null && isSurplus()) {
            word.append(line, at - 1, reference.end());
            at = reference.end();
            return true;
        }
        String value = reference == null ? null : reference.inSql(source);
        if (reference == null || value == null) {
            word.append(':');
            return false;
        }
        variables.add(reference.name());
        word.append(value);
        at = reference.end();
        return true;
    }
}
