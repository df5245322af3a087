package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.tview.TviewCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a check works with. */
public final class CheckContext {
    private final CommandContext command;
    private final SqlRunner sql;
    private final Duration limit;
    private final ServerVersion current;
    private final Optional<ServerVersion> target;
    private final String release;
    private final ServerHost host;
    private @Nullable TviewCatalog catalog;
    private @Nullable DatabaseException refused;

    /** What a check works with where neither a target nor its programs were named. */
    public CheckContext(CommandContext command, SqlRunner sql, Duration limit) {
        this(command, sql, limit, Optional.empty(), "", Optional.empty());
    }

    /**
     * What a check works with.
     *
     * @param sql a session in which nothing can be changed, outside of any transaction
     * @param limit how long one statement may take
     * @param target the version to upgrade to, if one was named
     * @param release the release of the extension to upgrade to; empty if none was named
     * @param binaries the folder with the programs of the target, if it was named
     */
    public CheckContext(
            CommandContext command,
            SqlRunner sql,
            Duration limit,
            Optional<ServerVersion> target,
            String release,
            Optional<Path> binaries) {
        this.command = command;
        this.sql = sql;
        this.limit = limit;
        this.current = ServerVersion.ofNumber(sql.info().serverVersionNum());
        this.target = target;
        this.release = release;
        this.host = new ServerHost(this, binaries);
    }

    /** The host of the server, looked at when it is asked for first. */
    ServerHost host() {
        return host;
    }

    /** What the command works with. */
    public CommandContext command() {
        return command;
    }

    /** A session in which nothing can be changed, outside of any transaction. */
    public SqlRunner sql() {
        return sql;
    }

    /** How long one statement may take. */
    public Duration limit() {
        return limit;
    }

    /** A limit to try where this one was too short: what {@code --timeout} would take, in seconds. */
    long longerLimit() {
        return Math.max(1, limit.toSeconds()) * 10;
    }

    /**
     * What the database has of pg_tviews, read when it is asked for first; who is refused is not made to wait twice.
     *
     * @throws dev.tvsh.commands.connection.DatabaseException if it cannot be read
     */
    public TviewCatalog catalog() {
        TviewCatalog known = catalog;
        if (known != null) {
            return known;
        }
        DatabaseException before = refused;
        if (before != null) {
            throw before;
        }
        try {
            known = TviewCatalog.read(sql);
            catalog = known;
            return known;
        } catch (ConnectionLostException e) {
            throw e;
        } catch (DatabaseException e) {
            refused = e;
            throw e;
        }
    }

    /** The same, where somebody has asked for it already. */
    public Optional<TviewCatalog> catalogIfRead() {
        return Optional.ofNullable(catalog);
    }

    /** The version of the server. */
    public ServerVersion current() {
        return current;
    }

    /** The version to upgrade to, if one was named. */
    public Optional<ServerVersion> target() {
        return target;
    }

    /** The release of the extension to upgrade to; empty if none was named. */
    public String release() {
        return release;
    }

    public Journal journal() {
        return command.journal();
    }

    public Clock clock() {
        return command.clock();
    }
}
