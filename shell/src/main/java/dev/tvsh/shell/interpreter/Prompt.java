package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.shell.input.PromptStatus;
import java.util.Optional;

/** The prompt, from {@code PROMPT1} and {@code PROMPT2} with psql's escapes. */
final class Prompt {

    private final ShellState state;

    Prompt(ShellState state) {
        this.state = state;
    }

    /** What stands before the next line. */
    String text(PromptStatus status) {
        String template = state.variables().value(status == PromptStatus.READY ? Variables.PROMPT1 : Variables.PROMPT2);
        StringBuilder text = new StringBuilder();
        String format = template == null ? "" : template;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            char escape = format.charAt(++i);
            int end = escape == ':' ? format.indexOf(':', i + 1) : -1;
            if (end > 0) {
                String value = state.variables().value(format.substring(i + 1, end));
                text.append(value == null ? "" : value);
                i = end;
            } else {
                text.append(expand(escape, status));
            }
        }
        return text.toString();
    }

    private String expand(char escape, PromptStatus status) {
        UserConnection connection = state.connection();
        boolean goesOn = status != PromptStatus.READY;
        Optional<SessionInfo> info = (goesOn ? connection.known() : connection.current()).map(Session::info);
        return switch (escape) {
            case '/' -> info.map(SessionInfo::database).orElse("");
            case '~' ->
                info.map(known -> known.database().equals(known.user()) ? "~" : known.database())
                        .orElse("");
            case 'n' -> info.map(SessionInfo::user).orElse("");
            case 'M' -> info.map(Prompt::host).orElse("");
            case 'm' ->
                info.map(Prompt::host)
                        .map(host -> host.replaceFirst("\\..*", ""))
                        .orElse("");
            case '>' -> info.map(known -> Integer.toString(known.port())).orElse("");
            case 'p' -> info.map(known -> Integer.toString(known.backendPid())).orElse("");
            case '#' -> info.filter(SessionInfo::superuser).isPresent() ? "#" : ">";
            case 'R' -> info.isEmpty() && status == PromptStatus.READY ? "!" : ready(status);
            case 'x' -> transaction();
            case '%' -> "%";
            case '[', ']' -> "";
            default -> "";
        };
    }

    private String ready(PromptStatus status) {
        return status == PromptStatus.READY && !state.conditions().active() ? "@" : String.valueOf(status.sign());
    }

    private static String host(SessionInfo info) {
        return info.host().startsWith("/") ? "[local]" : info.host();
    }

    private String transaction() {
        return switch (state.connection().transactionState()) {
            case IDLE -> "";
            case OPEN -> "*";
            case FAILED -> "!";
        };
    }
}
