package dev.tvsh.commands.connection;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.List;
import java.util.Map;

/**
 * Tells the server from a connection pooler before it. A pooler hands one server process to many clients, and with it whatever was set
 * in the session: that tvsh only reads, for example, would become true of the application.
 *
 * <p>A server tells each client the number of its process, to cancel by (protocol 3, BackendKeyData); poolers make one up.
 */
final class DirectConnection {

    /** What PgBouncer says of a parameter that it does not keep for each client; PostgreSQL says it of none. */
    private static final String POOLER_REFUSES = "unsupported startup parameter";

    private DirectConnection() {}

    /** Changes nothing in the session. @throws TvshException with {@link ExitCode#REFUSED} if a pooler answers in it */
    static void require(Session session) {
        String[] process = SilentQuery.run(session, "sql/server/process.sql.vm", Map.of())
                .get(0)
                .split(" ", 2);
        if (!process[0].equals(Integer.toString(session.info().backendPid()))) {
            throw refusal(session.info().database(), process[1]);
        }
    }

    /** What to say of a session that was refused: a pooler's own refusal is no news of the server. */
    static TvshException told(ConnectionLostException refused, String database) {
        return refused.getMessage().contains(POOLER_REFUSES) ? refusal(database, "HOST PORT") : refused;
    }

    private static TvshException refusal(String database, String server) {
        return new TvshException(
                ExitCode.REFUSED,
                "a connection pooler answers for " + database + ", not the server",
                List.of(
                        "It could hand the sessions of this command, which are set to read-only, to the application.",
                        "\\c - - " + server + "    connects to the server behind it, at the address that it has there",
                        "SQL that you type goes through it as it is. Nothing was changed."));
    }
}
