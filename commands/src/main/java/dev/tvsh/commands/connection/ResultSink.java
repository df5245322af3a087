package dev.tvsh.commands.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the results of statements as they come from the server; nothing of them is kept by the session. */
public interface ResultSink {

    /** Takes nothing. */
    ResultSink NONE = new ResultSink() {
        @Override
        public void columns(List<Column> columns) {}

        @Override
        public void row(List<@Nullable String> cells) {}

        @Override
        public void complete(String tag) {}

        @Override
        public void notice(ServerMessage message) {}
    };

    /** A result with rows begins. */
    void columns(List<Column> columns);

    /** One row; the cells are as the server writes them as text, null for NULL. */
    void row(List<@Nullable String> cells);

    /** One row as the server sends it, for who needs no texts; it is valid until this returns. */
    default void data(DataRow row) {
        row(row.texts());
    }

    /**
     * A statement is complete, with or without rows.
     *
     * @param tag the command tag, for example {@code INSERT 0 1}; empty for a text without any statement
     */
    void complete(String tag);

    /** A notice or warning, at the moment it arrives. */
    void notice(ServerMessage message);

    /** A statement wants data: COPY FROM STDIN. */
    default CopySource copyIn(boolean binary) {
        return CopySource.refused("there is no data for COPY FROM STDIN here");
    }

    /** A statement is about to give data: COPY TO STDOUT. */
    default void copyOutBegins() {}

    /** Some data of COPY TO STDOUT, in the client's encoding if it is not binary. */
    default void copyOut(byte[] data) {}

    /** A notification; told after the results. */
    default void notification(Notification notification) {}
}
