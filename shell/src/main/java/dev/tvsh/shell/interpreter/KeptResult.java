package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole result in memory, for what needs all of it at once. */
final class KeptResult {

    private final List<Column> columns;
    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private String tag = "";

    KeptResult(List<Column> columns) {
        this.columns = columns;
    }

    void add(List<@Nullable String> row) {
        rows.add(row);
    }

    void complete(String commandTag) {
        tag = commandTag;
    }

    List<Column> columns() {
        return columns;
    }

    List<List<@Nullable String>> rows() {
        return rows;
    }

    String tag() {
        return tag;
    }
}
