package dev.tvsh.shell.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns text into {@link Input}s, the same for terminal, pipe, {@code -c}, {@code -f} and replay.
 *
 * <p>It is fed whole lines and asked for inputs one by one; variables are looked up at the moment an input is asked for,
 * so an input sees what the one before it has set.
 */
public final class Lexer {

    /** Without a backslash tvsh's, with one psql's. */
    private static final String PSQL_HELP = "help";

    private static final Pattern FIRST_WORD = Pattern.compile("[ \t]*([a-z][a-z0-9-]*)(?=[ \t\r\n]|$)");
    private static final Pattern LEAVE_OR_HELP = Pattern.compile("[ \t]*(help|quit|exit)[ \t]*;+[ \t\r\n]*");

    private final VariableSource variables;
    private final Syntax syntax;
    private final StatementScanner scanner;
    private final StringBuilder fed = new StringBuilder();
    private String line = "";
    private int at;
    private int lineNumber;
    private int startLine;
    private int continued;
    private boolean active = true;
    private final boolean probe;
    private final Deque<StatementScanner.Mark> branches = new ArrayDeque<>();

    public Lexer(VariableSource variables, Syntax syntax) {
        this.variables = variables;
        this.syntax = syntax;
        this.scanner = new StatementScanner(this::lookUp);
        this.probe = false;
    }

    private Lexer(Lexer other) {
        this.variables = other.variables;
        this.syntax = other.syntax;
        this.scanner = new StatementScanner(other.scanner);
        this.continued = other.continued;
        this.probe = true;
    }

    /** Nothing runs while it is only asked whether a text is complete, or where a condition is not met. */
    private String backquoted(String command) {
        return probe || !active ? "" : syntax.backquoted(command);
    }

    private @Nullable String lookUp(String name) {
        return active ? variables.value(name) : null;
    }

    /** Adds text of one line or several; a line must not be cut into two. */
    public void feed(String text) {
        fed.append(text);
    }

    /** In the part of an {@code \if} that is passed over no variable is looked up. */
    public void active(boolean on) {
        active = on;
    }

    /**
     * The next input, or null if more text is needed.
     *
     * @throws InputException if a line cannot be read; reading goes on behind it
     */
    public @Nullable Input next() {
        while (at < line.length() || scanner.pending() || nextLine()) {
            if (at == 0 && scanner.isEmpty()) {
                Input command = commandLine();
                if (command != null) {
                    return command;
                }
            }
            Input input = scan();
            if (input != null) {
                return input;
            }
        }
        return null;
    }

    /** At the end of a file or of {@code -c}: the statement that no semicolon has ended, or null. */
    public @Nullable Input finish() {
        return scanner.isEmpty() && scanner.status() == PromptStatus.READY ? null : takeStatement(Optional.empty());
    }

    /** Whether an empty line would count for nothing here: outside of quotes and comments. */
    public boolean passesEmptyLines() {
        return switch (scanner.status()) {
            case READY, CONTINUE, PAREN -> true;
            default -> false;
        };
    }

    public PromptStatus status() {
        return scanner.status();
    }

    /** Where the input stands behind what was read. */
    public Standing standing() {
        boolean begun = scanner.status() != PromptStatus.READY;
        return begun ? new Standing(scanner.status(), continued + 1) : Standing.READY;
    }

    /** Where it would stand behind this text; nothing of this lexer changes. */
    public Standing standingAfter(String text) {
        Lexer probe = new Lexer(this);
        probe.feed(text.endsWith("\n") ? text : text + "\n");
        boolean runsNow = false;
        try {
            Input input;
            while ((input = probe.next()) != null) {
                runsNow = input.line() == probe.lineNumber && probe.fed.isEmpty();
                if (CopyData.follows(input)) {
                    probe.passData();
                }
            }
        } catch (InputException e) {
            return Standing.READY;
        }
        // A backslash command at the end runs at once, with the statement before it still open.
        return runsNow && probe.at == 0 ? Standing.READY : probe.standing();
    }

    /** {@code \if}: a branch begins here. */
    public void branchBegins() {
        branches.push(scanner.mark());
    }

    /** {@code \elif} or {@code \else}: another branch begins; of one that was passed over nothing stays in the statement. */
    public void nextBranch(boolean kept) {
        branchEnds(kept);
        branchBegins();
    }

    /** {@code \endif}. */
    public void branchEnds(boolean kept) {
        StatementScanner.Mark mark = branches.poll();
        if (!kept && mark != null) {
            scanner.cutBack(mark);
        }
    }

    private void passData() {
        String data = takeLine();
        while (data != null && !CopyData.isEnd(data)) {
            data = takeLine();
        }
    }

    /** The next whole line that was fed, for who wants it as it is: data stands in it. Null if there is none. */
    public @Nullable String takeLine() {
        if (fed.isEmpty()) {
            return null;
        }
        lineNumber++;
        return cutLine();
    }

    /** The statement so far, with its variables expanded. */
    public String buffer() {
        return scanner.statement().soFar();
    }

    /** Forgets the statement so far. */
    public void clearBuffer() {
        scanner.reset();
    }

    /** This comes before everything that was fed and not yet handed out, as if it had been typed. */
    public void putBack(String text) {
        fed.insert(0, text);
    }

    /** Forgets everything that was fed and not yet handed out. */
    public void clear() {
        scanner.reset();
        branches.clear();
        continued = 0;
        fed.setLength(0);
        line = "";
        at = 0;
    }

    /** A line was read by somebody else: data stands in it. */
    public void passLine() {
        lineNumber++;
    }

    /** The number of the line that is being read, from 1. */
    public int line() {
        return lineNumber;
    }

    private boolean nextLine() {
        at = 0;
        line = "";
        while (!fed.isEmpty()) {
            line = cutLine();
            lineNumber++;
            if (!line.equals("\n") || !passesEmptyLines()) {
                return true;
            }
            line = "";
        }
        return false;
    }

    private String cutLine() {
        int end = fed.indexOf("\n");
        end = end < 0 ? fed.length() : end + 1;
        String cut = fed.substring(0, end);
        fed.delete(0, end);
        return cut;
    }

    private @Nullable Input scan() {
        if (scanner.statement().isEmpty()) {
            startLine = lineNumber;
        }
        scanner.standardConformingStrings(syntax.standardConformingStrings());
        try {
            at = scanner.scan(line, at);
        } catch (InputException e) {
            scanner.reset();
            at = line.length();
            throw e;
        }
        return switch (scanner.stop()) {
            case NEED_MORE -> {
                continued += scanner.status() == PromptStatus.CONTINUE ? 1 : 0;
                boolean ends = syntax.singleLine() && scanner.status() == PromptStatus.CONTINUE && !scanner.isEmpty();
                yield ends ? takeStatement(Optional.empty()) : null;
            }
            case SEMICOLON -> {
                if (scanner.isEmpty()) {
                    scanner.clear();
                    yield null;
                }
                yield takeStatement(Optional.empty());
            }
            case BACKSLASH -> backslash();
        };
    }

    private Input takeStatement(Optional<Input.Meta> send) {
        String raw = scanner.statement().raw()
                + send.map(meta -> (!scanner.statement().isEmpty() ? " " : "") + meta.raw())
                        .orElse("");
        String text = send.isPresent()
                ? scanner.statement().wholeText()
                : scanner.statement().text();
        Input.Sql sql = new Input.Sql(
                raw, scanner.isEmpty() ? "" : text, scanner.statement().used(), startLine, send);
        scanner.clear();
        continued = 0;
        return sql;
    }

    private @Nullable Input commandLine() {
        Matcher word = FIRST_WORD.matcher(line);
        if (LEAVE_OR_HELP.matcher(line).matches()) {
            word = FIRST_WORD.matcher(line.replace(';', ' '));
        }
        if (!word.lookingAt() || !syntax.isCommand(word.group(1)) || endsWithSemicolon(word.replaceFirst("x "))) {
            return null;
        }
        scanner.clear();
        at = line.length();
        return command(line.replaceFirst(";+\\s*$", "").strip(), true);
    }

    /** Quotes are minded as SQL does: this decides whether the line is SQL. */
    private boolean endsWithSemicolon(String text) {
        StatementScanner probe = new StatementScanner(name -> null);
        return probe.scan(text, 0) >= 0 && probe.stop() == StatementScanner.Stop.SEMICOLON;
    }

    private Input command(String text, boolean bare) {
        CommandWords words = CommandWords.split(bare ? text : text.substring(1), this::lookUp);
        return new Input.CommandLine(
                text,
                (bare ? "" : "\\") + words.text(),
                words.variables(),
                lineNumber,
                words.words().get(0),
                words.words().subList(1, words.words().size()),
                bare);
    }

    private Input backslash() {
        int start = at;
        int nameEnd = at + 1;
        while (nameEnd < line.length() && line.charAt(nameEnd) > ' ' && line.charAt(nameEnd) != '\\') {
            nameEnd++;
        }
        String name = line.substring(start + 1, nameEnd);
        at = line.length();
        continued = scanner.status() == PromptStatus.CONTINUE ? 1 : 0;
        if (syntax.isCommand(name) && !name.equals(PSQL_HELP)) {
            scanner.statement().lineTaken();
            return command(line.substring(start).strip(), false);
        }
        if (name.equals("!")) {
            String rest = line.substring(nameEnd).strip();
            String raw = line.substring(start).strip();
            scanner.statement().lineTaken();
            return new Input.Host(raw, raw, List.of(), lineNumber, rest);
        }
        ArgumentStyle style = syntax.argumentStyle(name);
        MetaArguments arguments =
                MetaArguments.read(line, nameEnd, style, syntax.arguments(name), this::lookUp, this::backquoted);
        at = arguments.end();
        String raw = line.substring(start, at).strip();
        String text = arguments.variables().isEmpty() ? raw : "\\" + name + " " + String.join(" ", arguments.words());
        Input.Meta meta = new Input.Meta(raw, text, arguments.variables(), lineNumber, name, arguments.words());
        if (!style.sends() || syntax.restricted()) {
            if (at >= line.length()) {
                scanner.statement().lineTaken();
            }
            return meta;
        }
        if (start == 0) {
            scanner.statement().dropLineEnd();
        }
        return takeStatement(Optional.of(meta));
    }
}
