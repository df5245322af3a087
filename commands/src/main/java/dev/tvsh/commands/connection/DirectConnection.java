package dev.tvsh.commands.connection;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells the server from a connection pooler before it. A pooler hands one server process to many clients, and with it whatever was set
 * in the session: that tvsh only reads, for example, would become true of the application.
 *
 * <p>A server tells each client the number of its process, to cancel by (protocol 3, BackendKeyData); poolers make one up.
 */
public final class DirectConnection {

    /** What PgBouncer says of a parameter that it does not keep for each client; PostgreSQL says it of none. */
    private static final String POOLER_REFUSES = "unsupported startup parameter";

    private DirectConnection() {}

    /**
     * Asks in a session of its own, which changes no setting. A server that does not answer is not told apart from one that would.
     *
     * @param opener opens a session for tvsh's own statements
     * @return whether a server answered
     * @throws TvshException with {@link ExitCode#REFUSED} if a pooler did
     */
    public static boolean require(Target target, Supplier<SqlRunner> opener) {
        try (SqlRunner sql = opener.get()) {
            Row process = sql.one("sql/server/process.sql.vm", Map.of());
            if (process.number("pid") != sql.info().backendPid()) {
                throw pooler(target, Optional.of(process));
            }
            return true;
        } catch (ConnectionLostException e) {
            if (e.getMessage().contains(POOLER_REFUSES)) {
                throw pooler(target, Optional.empty());
            }
            return false;
        }
    }

    private static TvshException pooler(Target target, Optional<Row> process) {
        List<String> advice = new ArrayList<>();
        advice.add("It could hand the sessions of this command, which are set to read-only, to the application.");
        advice.add(process.filter(row -> !row.text("address").isEmpty())
                .map(row -> "\\c - - " + row.text("address") + " " + row.text("port")
                        + "    connects to the server behind it, at the address that it has there")
                .orElse("\\c - - HOST PORT    connects to the server behind it"));
        advice.add("SQL that you type goes through it as it is. Nothing was changed.");
        return new TvshException(
                ExitCode.REFUSED, "a connection pooler answers for " + target.database() + ", not the server", advice);
    }
}
