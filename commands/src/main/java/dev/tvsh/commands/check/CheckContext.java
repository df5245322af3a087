package dev.tvsh.commands.check;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.tview.TviewCatalog;
import java.time.Clock;
import java.util.Optional;

/**
 * What a check works with.
 *
 * @param sql a session in which nothing can be changed, outside of any transaction
 * @param catalog what the database has of pg_tviews
 * @param current the version of the server
 * @param target the version to upgrade to, if one was named
 */
public record CheckContext(
        SqlRunner sql,
        TviewCatalog catalog,
        ServerVersion current,
        Optional<ServerVersion> target,
        Journal journal,
        Clock clock) {}
