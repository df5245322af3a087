package dev.tvsh.commands.connection;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which kind of server is wanted: libpq's {@code target_session_attrs}. */
enum ServerRole {
    ANY,
    READ_WRITE,
    READ_ONLY,
    PRIMARY,
    STANDBY;

    private static final String STANDBY_PARAMETER = "in_hot_standby";

    static ServerRole named(String name) {
        return switch (name) {
            case "any" -> ANY;
            case "read-write" -> READ_WRITE;
            case "read-only" -> READ_ONLY;
            case "primary" -> PRIMARY;
            case "standby" -> STANDBY;
            default -> throw ConnectionProblems.bad("invalid target_session_attrs value: \"" + name + "\"");
        };
    }

    /** Why the server is not of this kind; empty if it is. */
    Optional<String> unfit(Session session) {
        return Optional.ofNullable(
                switch (this) {
                    case ANY -> null;
                    case READ_WRITE -> readOnly(session) ? "session is read-only" : null;
                    case READ_ONLY -> readOnly(session) ? null : "session is not read-only";
                    case PRIMARY -> standby(session) ? "server is in hot standby mode" : null;
                    case STANDBY -> standby(session) ? null : "server is not in hot standby mode";
                });
    }

    private static boolean standby(Session session) {
        String told = session.parameter(STANDBY_PARAMETER);
        return told.isEmpty() ? ask(session, "sql/server/in-recovery.sql.vm").equals("t") : told.equals("on");
    }

    private static boolean readOnly(Session session) {
        boolean told = !session.parameter(STANDBY_PARAMETER).isEmpty();
        return told
                ? standby(session)
                        || session.parameter("default_transaction_read_only").equals("on")
                : ask(session, "sql/server/read-only.sql.vm").equals("on");
    }

    /** Servers before 14 tell neither of themselves. */
    private static String ask(Session session, String template) {
        List<String> found = SilentQuery.run(session, template, Map.of());
        return found.isEmpty() ? "" : found.get(0);
    }
}
