package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.shell.input.PromptStatus;
import java.util.Optional;

/** What a prompt can tell of the session. */
final class PromptFacts {

    /** What psql of Debian and of PostgreSQL's own packages looks into first; it goes without saying. */
    private static final String USUAL_SOCKETS = "/var/run/postgresql";

    private final ShellState state;

    PromptFacts(ShellState state) {
        this.state = state;
    }

    /** What one of psql's escapes stands for. */
    String of(char escape, Optional<Session> session) {
        if (escape == '#') {
            return session.filter(PromptFacts::superuser).isPresent() ? "#" : ">";
        }
        if (session.isEmpty()) {
            return "";
        }
        SessionInfo info = session.get().info();
        return switch (escape) {
            case '/' -> info.database();
            case '~' -> isHome(info) ? "~" : info.database();
            case 'n' -> told(session.get(), "session_authorization", info.user());
            case 'M' -> host(info, true);
            case 'm' -> host(info, false);
            case '>' -> Integer.toString(info.port());
            default -> Integer.toString(info.backendPid());
        };
    }

    /** The sign of what goes on. */
    String status(PromptStatus status) {
        if (status != PromptStatus.READY) {
            return String.valueOf(status.sign());
        }
        if (!state.conditions().active()) {
            return "@";
        }
        if (state.connection().current().isEmpty()) {
            return "!";
        }
        return state.variables().isOn(Variables.SINGLELINE) ? "^" : String.valueOf(status.sign());
    }

    private boolean isHome(SessionInfo info) {
        String database = info.database();
        return database.equals(info.user())
                || database.equals(state.environment().get("PGDATABASE"));
    }

    private static String told(Session session, String parameter, String otherwise) {
        String value = session.parameter(parameter);
        return value.isEmpty() ? otherwise : value;
    }

    private static boolean superuser(Session session) {
        return told(session, "is_superuser", session.info().superuser() ? "on" : "off")
                .equals("on");
    }

    private static String host(SessionInfo info, boolean whole) {
        String host = info.host();
        if (host.startsWith("/") || host.startsWith("@")) {
            return whole && !host.equals(USUAL_SOCKETS) ? "[local:" + host + "]" : "[local]";
        }
        return whole ? host : host.replaceFirst("\\..*", "");
    }

    /** How the transaction stands. */
    String transaction() {
        if (state.connection().current().isEmpty()) {
            return "?";
        }
        return switch (state.connection().transactionState()) {
            case IDLE -> "";
            case OPEN -> "*";
            case FAILED -> "!";
        };
    }
}
