package dev.tvsh.shell.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Collects one statement and finds its end: the semicolon that is in no quote, comment, parenthesis or SQL-standard
 * function body.
 *
 * <p>Source: PostgreSQL documentation, "Lexical Structure", and psql, "SQL Interpolation".
 */
final class StatementScanner {

    /** Why scanning stopped. */
    enum Stop {
        NEED_MORE,
        SEMICOLON,
        BACKSLASH
    }

    private enum Mode {
        CODE,
        PLAIN_STRING,
        ESCAPE_STRING,
        NAME,
        DOLLAR,
        COMMENT
    }

    /** Text that a variable stood for, being read in the place of its name. */
    private static final class Expansion {
        private final String name;
        private final String text;
        private int at;

        Expansion(String name, String text) {
            this.name = name;
            this.text = text;
        }
    }

    private final VariableSource variables;
    private final StatementText text;
    private final FunctionBody body;
    private final Deque<Expansion> expansions = new ArrayDeque<>();
    private Mode mode = Mode.CODE;
    private Stop stop = Stop.NEED_MORE;
    private String dollarTag = "";
    private int commentDepth;
    private int parenDepth;
    private boolean code;
    /** After an escape string: another quoted part on a later line goes on with it. */
    private boolean resumable;

    private boolean lineEnded;
    private boolean standardStrings = true;

    StatementScanner(VariableSource variables) {
        this.variables = variables;
        this.text = new StatementText();
        this.body = new FunctionBody();
    }

    /** A copy that can be led on without this one noticing. */
    StatementScanner(StatementScanner other) {
        this.variables = other.variables;
        this.text = new StatementText(other.text);
        this.body = new FunctionBody(other.body);
        this.mode = other.mode;
        this.dollarTag = other.dollarTag;
        this.commentDepth = other.commentDepth;
        this.parenDepth = other.parenDepth;
        this.code = other.code;
        this.resumable = other.resumable;
        this.lineEnded = other.lineEnded;
        this.standardStrings = other.standardStrings;
    }

    void standardConformingStrings(boolean on) {
        standardStrings = on;
    }

    /** The statement so far. */
    StatementText statement() {
        return text;
    }

    /** Whether nothing but blanks and comments was read. */
    boolean isEmpty() {
        return !code && mode == Mode.CODE;
    }

    PromptStatus status() {
        return switch (mode) {
            case PLAIN_STRING, ESCAPE_STRING -> PromptStatus.SINGLE_QUOTE;
            case NAME -> PromptStatus.DOUBLE_QUOTE;
            case DOLLAR -> PromptStatus.DOLLAR_QUOTE;
            case COMMENT -> PromptStatus.COMMENT;
            case CODE -> parenDepth > 0 ? PromptStatus.PAREN : code ? PromptStatus.CONTINUE : PromptStatus.READY;
        };
    }

    /** Whether a variable's value has been read in part only. */
    boolean pending() {
        return !expansions.isEmpty();
    }

    /**
     * How much of the statement there is at a backslash command, to which it can be cut back.
     *
     * @param code whether anything but comments is there
     */
    record Mark(StatementText.Mark text, int parenDepth, boolean code, boolean lineEnded) {}

    Mark mark() {
        return new Mark(text.mark(), parenDepth, code, lineEnded);
    }

    /** What came behind the mark was passed over. */
    void cutBack(Mark mark) {
        if (text.cutBack(mark.text())) {
            parenDepth = mark.parenDepth();
            code = mark.code();
            lineEnded = mark.lineEnded();
        }
    }

    /** Forgets everything, the rest of a variable's value too. */
    void reset() {
        clear();
        expansions.clear();
    }

    /** Begins the next statement. */
    void clear() {
        text.clear();
        body.clear();
        mode = Mode.CODE;
        parenDepth = 0;
        commentDepth = 0;
        code = false;
        resumable = false;
        lineEnded = false;
    }

    /**
     * Reads on in {@code line} from {@code from}.
     *
     * @return where it stopped; {@link #stop()} says why. A backslash is not read yet.
     */
    int scan(String line, int from) {
        int at = from;
        stop = Stop.NEED_MORE;
        while (stop == Stop.NEED_MORE) {
            Expansion expansion = expansions.peek();
            if (expansion == null) {
                if (at >= line.length()) {
                    break;
                }
                at = step(line, at, true);
            } else if (expansion.at >= expansion.text.length()) {
                expansions.pop();
            } else {
                expansion.at = step(expansion.text, expansion.at, false);
            }
        }
        return at;
    }

    Stop stop() {
        return stop;
    }

    private int step(String in, int at, boolean typed) {
        return switch (mode) {
            case CODE -> code(in, at, typed);
            case PLAIN_STRING -> quoted(in, at, typed, '\'', false);
            case ESCAPE_STRING -> quoted(in, at, typed, '\'', true);
            case NAME -> quoted(in, at, typed, '"', false);
            case DOLLAR -> dollar(in, at, typed);
            case COMMENT -> comment(in, at, typed);
        };
    }

    private int quoted(String in, int at, boolean typed, char quote, boolean escapes) {
        int end = at;
        while (end < in.length()) {
            char c = in.charAt(end++);
            if (c == '\\' && escapes && end < in.length()) {
                end++;
            } else if (c == quote) {
                if (end < in.length() && in.charAt(end) == quote) {
                    end++;
                } else {
                    resumable = escapes;
                    lineEnded = false;
                    mode = Mode.CODE;
                    break;
                }
            }
        }
        return text.take(in, at, end, typed);
    }

    private int dollar(String in, int at, boolean typed) {
        int close = in.indexOf(dollarTag, at);
        if (close < 0) {
            return text.take(in, at, in.length(), typed);
        }
        mode = Mode.CODE;
        return text.take(in, at, close + dollarTag.length(), typed);
    }

    private int comment(String in, int at, boolean typed) {
        int end = at;
        while (end < in.length()) {
            if (in.startsWith("/*", end)) {
                commentDepth++;
                end += 2;
            } else if (in.startsWith("*/", end)) {
                end += 2;
                if (--commentDepth == 0) {
                    mode = Mode.CODE;
                    break;
                }
            } else {
                end++;
            }
        }
        return text.take(in, at, end, typed);
    }

    private int code(String in, int at, boolean typed) {
        char c = in.charAt(at);
        if (c <= ' ') {
            lineEnded |= c == '\n' || c == '\r';
            return text.isEmpty() ? at + 1 : text.take(in, at, at + 1, typed);
        }
        if (in.startsWith("--", at)) {
            int end = in.indexOf('\n', at);
            end = end < 0 ? in.length() : end;
            return text.isEmpty() ? end : text.take(in, at, end, typed);
        }
        if (in.startsWith("/*", at)) {
            mode = Mode.COMMENT;
            commentDepth = 1;
            return text.take(in, at, at + 2, typed);
        }
        boolean resumes = resumable && lineEnded;
        resumable = false;
        if (c == '\\') {
            return backslash(in, at, typed);
        }
        if (c == ';' && parenDepth == 0 && !body.open()) {
            stop = Stop.SEMICOLON;
            return text.take(in, at, at + 1, typed);
        }
        if (c == ':') {
            return colon(in, at, typed);
        }
        code = true;
        if (isNameStart(c)) {
            return word(in, at, typed);
        }
        if (c == '$') {
            return dollarSign(in, at, typed);
        }
        if (c >= '0' && c <= '9') {
            return text.take(in, at, wordEnd(in, at), typed);
        }
        switch (c) {
            case '\'' -> mode = resumes || !standardStrings ? Mode.ESCAPE_STRING : Mode.PLAIN_STRING;
            case '"' -> mode = Mode.NAME;
            case '(' -> parenDepth++;
            case ')' -> parenDepth = Math.max(0, parenDepth - 1);
            default -> {}
        }
        return text.take(in, at, at + 1, typed);
    }

    private int backslash(String in, int at, boolean typed) {
        if (!typed) {
            // A variable's value never starts a backslash command.
            code = true;
            return text.take(in, at, at + 1, false);
        }
        char next = at + 1 < in.length() ? in.charAt(at + 1) : ' ';
        if (next == ';' || next == ':') {
            text.take("\\" + next, String.valueOf(next));
            code = true;
            body.clear();
            return at + 2;
        }
        stop = Stop.BACKSLASH;
        return at;
    }

    private int colon(String in, int at, boolean typed) {
        if (in.startsWith("::", at) || in.startsWith(":=", at)) {
            code = true;
            return text.take(in, at, at + 2, typed);
        }
        VariableReference reference = VariableReference.at(in, at);
        String value = reference == null ? null : reference.inSql(variables);
        if (reference == null || value == null) {
            code = true;
            return text.take(in, at, at + 1, typed);
        }
        boolean recursive = expansions.stream().anyMatch(open -> open.name.equals(reference.name()));
        if (recursive) {
            throw new InputException("variable " + reference.name() + " stands for itself");
        }
        boolean plain = reference.kind() == VariableReference.Kind.PLAIN;
        text.take(typed ? in.substring(at, reference.end()) : "", plain ? "" : value);
        text.used(reference.name());
        if (plain) {
            expansions.push(new Expansion(reference.name(), value));
        } else {
            code = true;
        }
        return reference.end();
    }

    private int word(String in, int at, boolean typed) {
        int end = wordEnd(in, at);
        String word = in.substring(at, end);
        boolean quoteFollows = end < in.length() && in.charAt(end) == '\'';
        if (quoteFollows && word.equalsIgnoreCase("e")) {
            mode = Mode.ESCAPE_STRING;
            end++;
        } else if (quoteFollows && (word.equalsIgnoreCase("b") || word.equalsIgnoreCase("x"))) {
            mode = Mode.PLAIN_STRING;
            end++;
        } else if (word.equalsIgnoreCase("u") && in.startsWith("&'", end)) {
            // A backslash means something else in these, also where it escapes in plain strings.
            mode = Mode.PLAIN_STRING;
            end += 2;
        } else if (parenDepth == 0) {
            body.word(word.toLowerCase(Locale.ROOT));
        }
        return text.take(in, at, end, typed);
    }

    private int dollarSign(String in, int at, boolean typed) {
        String tag = dollarTagAt(in, at);
        if (tag == null) {
            return text.take(in, at, at + 1, typed);
        }
        mode = Mode.DOLLAR;
        dollarTag = tag;
        return text.take(in, at, at + tag.length(), typed);
    }

    private static @Nullable String dollarTagAt(String in, int at) {
        int end = at + 1;
        if (end < in.length() && isNameStart(in.charAt(end))) {
            while (end < in.length() && VariableReference.isNameCharacter(in.charAt(end))) {
                end++;
            }
        }
        return end < in.length() && in.charAt(end) == '$' ? in.substring(at, end + 1) : null;
    }

    private static boolean isNameStart(char c) {
        return VariableReference.isNameCharacter(c) && !(c >= '0' && c <= '9');
    }

    private static int wordEnd(String in, int at) {
        int end = at;
        while (end < in.length() && (in.charAt(end) == '$' || VariableReference.isNameCharacter(in.charAt(end)))) {
            end++;
        }
        return end;
    }
}
