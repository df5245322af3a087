package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Session;
import dev.tvsh.shell.input.PromptStatus;
import dev.tvsh.shell.input.Standing;
import dev.tvsh.shell.render.DisplayWidth;
import dev.tvsh.shell.terminal.UserTerminal;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The prompt, from {@code PROMPT1}, {@code PROMPT2} and {@code PROMPT3} with psql's escapes. */
final class Prompt {

    private static final String HIDDEN =
            UserTerminal.HIDDEN_FROM + "[^" + UserTerminal.HIDDEN_TO + "]*" + UserTerminal.HIDDEN_TO;

    private static final int OCTAL_DIGITS = 20;

    private final ShellState state;
    private final PromptFacts facts;
    private final UnaryOperator<String> backquotes;
    private int firstWidth;

    /** @param backquotes gives what a command of the system's shell writes */
    Prompt(ShellState state, UnaryOperator<String> backquotes) {
        this.state = state;
        this.facts = new PromptFacts(state);
        this.backquotes = backquotes;
    }

    /** What stands before the next line. */
    String text(Standing standing) {
        boolean first = standing.status() == PromptStatus.READY;
        String text = expanded(
                first ? Variables.PROMPT1 : Variables.PROMPT2,
                facts.status(standing.status()),
                standing.line(),
                !first);
        if (first) {
            firstWidth =
                    DisplayWidth.of(text.substring(text.lastIndexOf('\n') + 1).replaceAll(HIDDEN, ""));
        }
        return text;
    }

    /** What stands before the next line of the data of a COPY. */
    String ofData(int line) {
        return expanded(Variables.PROMPT3, "", line, true);
    }

    /** @param known whether the session is not asked but taken as it was last seen: this may run at every key */
    private String expanded(String variable, String status, int line, boolean known) {
        String template = state.variables().value(variable);
        String format = template == null ? "" : template;
        UserConnection connection = state.connection();
        Optional<Session> session = known ? connection.known() : connection.current();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                text.append(c);
            } else if (i + 1 < format.length()) {
                i = escape(format, i + 1, session, status, line, text);
            }
        }
        return text.toString();
    }

    /** Expands the escape whose letter is here. @return where its last letter is */
    private int escape(String format, int at, Optional<Session> session, String status, int line, StringBuilder text) {
        char escape = format.charAt(at);
        if (escape == ':' || escape == '`') {
            int close = format.indexOf(escape, at + 1);
            int end = close < 0 ? format.length() : close;
            String inner = format.substring(at + 1, end);
            text.append(
                    escape == ':'
                            ? variable(inner)
                            : backquotes.apply(inner).lines().findFirst().orElse(""));
            return end;
        }
        if (escape >= '0' && escape <= '7') {
            int end = at;
            while (end < format.length() && format.charAt(end) >= '0' && format.charAt(end) <= '7') {
                end++;
            }
            text.append((char) (Long.parseLong(format.substring(at, Math.min(end, at + OCTAL_DIGITS)), 8) & 0xff));
            return end - 1;
        }
        text.append(
                switch (escape) {
                    case 'l' -> Integer.toString(line);
                    case 'w' -> session.map(any -> " ".repeat(firstWidth)).orElse("");
                    case 'R' -> status;
                    case '[' -> UserTerminal.HIDDEN_FROM;
                    case ']' -> UserTerminal.HIDDEN_TO;
                    case '?' -> "";
                    case 'x' -> status.isEmpty() ? "*" : facts.transaction(); // data is awaited while a statement runs
                    case '/', '~', 'n', 'M', 'm', '>', 'p', '#' -> facts.of(escape, session);
                    default -> String.valueOf(escape);
                });
        return at;
    }

    private String variable(String name) {
        String value = state.variables().value(name);
        return value == null ? "" : value;
    }
}
