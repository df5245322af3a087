package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole result in memory, for what needs all of it at once, or has to know first whether it is the last. */
final class KeptResult {

    private final @Nullable List<Column> columns;
    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private String tag = "";

    KeptResult(@Nullable List<Column> columns) {
        this.columns = columns;
    }

    /** The result of a statement that gives no rows: only its tag. */
    static KeptResult withoutRows() {
        return new KeptResult(null);
    }

    boolean hasRows() {
        return columns != null;
    }

    void add(List<@Nullable String> row) {
        rows.add(row);
    }

    void complete(String commandTag) {
        tag = commandTag;
    }

    List<Column> columns() {
        return columns == null ? List.of() : columns;
    }

    List<List<@Nullable String>> rows() {
        return rows;
    }

    String tag() {
        return tag;
    }
}
