package dev.tvsh.commands.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the results of statements as they come from the server; nothing of them is kept by the session. */
public interface ResultSink {

    /** A result with rows begins. */
    void columns(List<Column> columns);

    /** One row; the cells are as the server writes them as text, null for NULL. */
    void row(List<@Nullable String> cells);

    /**
     * A statement is complete, with or without rows.
     *
     * @param tag the command tag, for example {@code INSERT 0 1}
     */
    void complete(String tag);

    /** A notice or warning, at the moment it arrives. */
    void notice(ServerMessage message);
}
